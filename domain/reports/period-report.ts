import { z } from 'zod';
import { REPORT_KINDS } from './periods';
import { TONES } from './tones';

const Figure = z.object({
  name: z.string(),
  value: z.string(),
  /** Of the period before; null where nothing is compared. */
  before: z.string().nullable(),
  note: z.string().nullable(),
});

const Section = z.object({
  title: z.string(),
  /** What has to be known to read it, or that there is nothing; null where it speaks for itself. */
  note: z.string().nullable(),
  figures: z.array(Figure),
  tables: z.array(z.object({ name: z.string(), header: z.array(z.string()), rows: z.array(z.array(z.string())) })),
});

/** What became of a week or a month, in words: counted anew from the rows of its days whenever it is asked for. */
export const PeriodReport = z.object({
  kind: z.enum(REPORT_KINDS),
  title: z.string(),
  company: z.string(),
  /** Days of the workspace's calendar, first and last. */
  from: z.iso.date(),
  to: z.iso.date(),
  compared: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** It is not over: `to` is the day it was taken on. */
  isOpen: z.boolean(),
  timezone: z.string(),
  asOf: z.iso.datetime(),
  isVirtual: z.boolean(),
  /** What has to be known of where the figures come from; null where they are real. */
  origin: z.string().nullable(),
  /** What to know if nothing else is read, and how it stands. */
  lead: z.array(z.object({ text: z.string(), tone: z.enum(TONES) })),
  sections: z.array(Section),
});
export type PeriodReport = z.infer<typeof PeriodReport>;
export type ReportSection = z.infer<typeof Section>;
export type ReportFigure = z.infer<typeof Figure>;
