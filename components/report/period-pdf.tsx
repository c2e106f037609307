import { Document, Page, renderToBuffer, StyleSheet, Text, View } from '@react-pdf/renderer';
import type { PeriodReport, ReportSection } from '@/domain/reports/period-report';
import { comparedWords, periodWords, takenWords, titleWords } from '@/lib/words/report-words';
import { INK, PAPER, TONE_INK } from './pdf-paper';

const styles = StyleSheet.create({
  page: { ...PAPER, fontSize: 8.5, paddingHorizontal: 36, paddingVertical: 30, gap: 10 },
  muted: { color: INK.muted },
  small: { fontSize: 7, color: INK.muted },
  medium: { fontWeight: 500 },
  section: { borderTopWidth: 0.75, borderTopColor: INK.border, paddingTop: 7, gap: 5 },
  row: { flexDirection: 'row', borderTopWidth: 0.4, borderTopColor: INK.border, paddingVertical: 1.5 },
  cell: { flexBasis: 0, flexShrink: 1, paddingRight: 8 },
});

/** A report of a period as a PDF of A4: what its page says, in the same words. */
export function periodPdf(report: PeriodReport): Promise<Buffer> {
  const { lead, sections, origin } = report;
  return renderToBuffer(
    <Document title={`${titleWords(report)}, ${periodWords(report)}`} creator="Touchstone" producer="Touchstone">
      <Page size="A4" style={styles.page}>
        <View>
          <Text style={[styles.medium, { fontSize: 14 }]}>{titleWords(report)}</Text>
          <Text style={styles.muted}>
            {periodWords(report)}, {comparedWords(report)}
          </Text>
          <Text style={styles.small}>{takenWords(report)}</Text>
        </View>
        <View style={{ gap: 3 }}>
          {lead.map(({ text, tone }) => (
            <Text key={text} style={{ color: tone === 'neutral' ? INK.fg : TONE_INK[tone] }}>
              {text}
            </Text>
          ))}
        </View>
        {sections.map((section) => (
          <Section key={section.title} section={section} />
        ))}
        <Text style={styles.small}>{origin ?? ''}</Text>
        <Text
          fixed
          style={[styles.small, { position: 'absolute', bottom: 14, right: 36 }]}
          render={({ pageNumber, totalPages }) => `${pageNumber} of ${totalPages}`}
        />
      </Page>
    </Document>,
  );
}

/** Letters that a column is given room for: what is longer is written on more lines. */
const [LEAST_ROOM, MOST_ROOM] = [9, 40];

/** The share of the width that a column is due: by its longest words, so that figures leave room for sentences. */
function roomOf({ header, rows }: Pick<ReportSection['tables'][number], 'header' | 'rows'>, column: number): number {
  const longest = Math.max(...[header, ...rows].map((cells) => cells[column]?.length ?? 0));
  return Math.min(MOST_ROOM, Math.max(LEAST_ROOM, longest));
}

function Section({ section: { title, note, figures, tables } }: { section: ReportSection }) {
  return (
    <View style={styles.section}>
      <Text style={[styles.medium, { fontSize: 10 }]} minPresenceAhead={40}>
        {title}
      </Text>
      {note ? <Text style={styles.muted}>{note}</Text> : null}
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', rowGap: 5 }}>
        {figures.map(({ name, value, before, note: remark }) => (
          <View key={name} style={{ width: '25%', paddingRight: 8 }} wrap={false}>
            <Text style={styles.small}>{name}</Text>
            <Text style={[styles.medium, { fontSize: 10 }]}>{value}</Text>
            {before === null ? null : <Text style={styles.small}>before {before}</Text>}
            {remark ? <Text style={styles.small}>{remark}</Text> : null}
          </View>
        ))}
      </View>
      {tables.map(({ name, header, rows }) => (
        <View key={name}>
          <Text style={styles.small} minPresenceAhead={30}>
            {name}
          </Text>
          <View style={[styles.row, { borderTopWidth: 0 }]}>
            {header.map((cell, column) => (
              <Text key={cell} style={[styles.cell, styles.small, { flexGrow: roomOf({ header, rows }, column) }]}>
                {cell}
              </Text>
            ))}
          </View>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report never move, and may say the same twice.
            <View key={place} style={styles.row} wrap={false}>
              {row.map((cell, column) => (
                <Text key={header[column]} style={[styles.cell, { flexGrow: roomOf({ header, rows }, column) }]}>
                  {cell}
                </Text>
              ))}
            </View>
          ))}
        </View>
      ))}
    </View>
  );
}
