import { Document, Page, Path, renderToBuffer, StyleSheet, Svg, Text, View } from '@react-pdf/renderer';
import { sparklinePath } from '@/components/layout/sparkline';
import type { ScorecardReport, Verdict } from '@/domain/reports/scorecard-report';
import { comparedWords, courseWords, periodWords, SHEET_NOTE, takenWords } from '@/lib/words/report-words';
import { INK, PAPER, TONE_INK } from './pdf-paper';

const styles = StyleSheet.create({
  page: { ...PAPER, fontSize: 7.2, paddingHorizontal: 34, paddingVertical: 24, gap: 7 },
  between: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-end' },
  ruled: { borderTopWidth: 0.75, borderTopColor: INK.border, paddingTop: 6 },
  muted: { color: INK.muted },
  medium: { fontWeight: 500 },
  small: { fontSize: 6.5, color: INK.muted },
  columns: { flexDirection: 'row', gap: 24 },
  row: { flexDirection: 'row', borderTopWidth: 0.4, borderTopColor: INK.border, paddingTop: 0.5, paddingBottom: 0.3 },
  name: { width: 132 },
  amount: { width: 46, textAlign: 'right' },
  status: { flex: 1, paddingLeft: 12 },
});

/** The scorecard as a PDF of one side of A4: what the sheet on the screen says, in the same words. */
export function scorecardPdf(report: ScorecardReport): Promise<Buffer> {
  return renderToBuffer(<Sheet report={report} />);
}

function Sheet({ report }: { report: ScorecardReport }) {
  const { company, hero, caused, groups, rollout, safety, origin } = report;
  return (
    <Document title={`${company}: scorecard, ${periodWords(report)}`} creator="Touchstone" producer="Touchstone">
      <Page size="A4" style={styles.page}>
        <View style={[styles.between, { borderBottomWidth: 0.75, borderBottomColor: INK.border, paddingBottom: 6 }]}>
          <View>
            <Text style={[styles.medium, { fontSize: 13 }]}>{company}: scorecard</Text>
            <Text style={[styles.muted, { marginTop: 2 }]}>
              {periodWords(report)}, {comparedWords(report)}
            </Text>
          </View>
          <Text style={styles.small}>{takenWords(report)}</Text>
        </View>
        <View style={styles.columns}>
          <View style={{ flex: 1.2, gap: 3 }}>
            <Text style={styles.medium}>Revenue per marketing touch</Text>
            <View style={{ flexDirection: 'row', alignItems: 'center', gap: 8 }}>
              <Text style={[styles.medium, { fontSize: 25 }]}>{hero.value}</Text>
              <Word {...hero.verdict} />
            </View>
            <Text style={styles.muted}>{hero.sentence}</Text>
            <Way {...hero} />
          </View>
          <View style={{ flex: 1, gap: 3 }}>
            <Text style={styles.medium}>Of it, caused by the touches</Text>
            <View style={{ flexDirection: 'row', alignItems: 'center', gap: 8 }}>
              <Text style={[styles.medium, { fontSize: 15 }]}>{caused.value ?? 'Not enough data'}</Text>
              {caused.verdict ? <Word {...caused.verdict} /> : null}
            </View>
            <Text style={styles.small}>{caused.words}</Text>
            <Svg viewBox="0 0 120 32" preserveAspectRatio="none" style={{ height: 26, width: '100%' }}>
              <Path
                d={sparklinePath(hero.course.map(({ value }) => value))}
                stroke={INK.line}
                strokeWidth={0.9}
                fill="none"
              />
            </Svg>
            <Text style={styles.small}>{courseWords(report)}</Text>
          </View>
        </View>
        <View>
          <View style={{ flexDirection: 'row', paddingBottom: 2 }}>
            <Text style={[styles.small, styles.name]}>Figure</Text>
            {['Baseline', 'Now', 'Before', 'Target'].map((head) => (
              <Text key={head} style={[styles.small, styles.amount]}>
                {head}
              </Text>
            ))}
            <Text style={[styles.small, styles.status]}>Status</Text>
          </View>
          {groups.map(({ name, rows }) => (
            <View key={name}>
              <Text style={[styles.medium, { paddingTop: 3.5, paddingBottom: 0.5 }]}>{name}</Text>
              {rows.map((row) => (
                <View key={row.name} style={styles.row} wrap={false}>
                  <Text style={styles.name}>{row.name}</Text>
                  <Text style={[styles.amount, styles.muted]}>{row.baseline}</Text>
                  <Text style={[styles.amount, styles.medium]}>{row.now}</Text>
                  <Text style={[styles.amount, styles.muted]}>{row.before}</Text>
                  <Text style={[styles.amount, styles.muted]}>{row.target}</Text>
                  <Text style={styles.status}>
                    <Word {...row.verdict} />
                    {row.missing ? <Text style={styles.muted}>, {row.missing}</Text> : null}
                  </Text>
                </View>
              ))}
            </View>
          ))}
        </View>
        <View style={[styles.ruled, { gap: 2 }]}>
          <Text>
            <Text style={styles.medium}>Rollout. </Text>
            {rollout.step} {rollout.isHalted ? <Word word="Halted" tone="bad" /> : null}
          </Text>
          {rollout.gate ? (
            <>
              <Text style={styles.muted}>
                {rollout.gate.title}: the figures advise <Word {...rollout.gate.advice} />. {rollout.gate.why}
              </Text>
              <View style={{ flexDirection: 'row', flexWrap: 'wrap', columnGap: 14, rowGap: 1 }}>
                {rollout.gate.criteria.map(({ name, verdict }) => (
                  <Text key={name}>
                    {name}: <Word {...verdict} />
                  </Text>
                ))}
              </View>
            </>
          ) : null}
        </View>
        <View style={[styles.ruled, { flexDirection: 'row', gap: 12 }]}>
          {safety.map(({ name, value, note }) => (
            <View key={name} style={{ flex: 1 }}>
              <Text style={styles.small}>{name}</Text>
              <Text style={[styles.medium, { fontSize: 10 }]}>{value}</Text>
              {note ? <Text style={styles.small}>{note}</Text> : null}
            </View>
          ))}
        </View>
        <Text style={[styles.small, { marginTop: 'auto' }]}>
          {origin ? `${origin} ` : ''}
          {SHEET_NOTE}
        </Text>
      </Page>
    </Document>
  );
}

function Way({ way, baseline, target }: ScorecardReport['hero']) {
  if (way === null) return null;
  const share = Math.min(1, Math.max(0, way));
  return (
    <View style={{ marginTop: 3, gap: 2 }}>
      <View style={{ height: 4, borderRadius: 2, backgroundColor: INK.track }}>
        <View style={{ height: 4, borderRadius: 2, backgroundColor: INK.line, width: `${share * 100}%` }} />
      </View>
      <View style={styles.between}>
        <Text style={styles.small}>Baseline {baseline}</Text>
        <Text style={styles.small}>Target {target}</Text>
      </View>
    </View>
  );
}

function Word({ word, tone }: Verdict) {
  return <Text style={[styles.medium, { color: TONE_INK[tone] }]}>{word}</Text>;
}
