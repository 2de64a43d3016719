/** A line of the log: only these fields, so that nothing a visitor wrote and no address can get in. */
export interface LogLine {
  event: string; requestId?: string; method?: string; /** Template, never the path itself. */ route?: string; status?: number; ms?: number;
  program?: string; feed?: string; message?: string;
}
export type Log = (line: LogLine) => void;

export const logToOutput: Log = (line) => { process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`); };
