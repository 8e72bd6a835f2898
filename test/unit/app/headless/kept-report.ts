import type { Report } from '../../../../src/app/headless/report.ts';

/** A report that keeps the facts for scripts and the lines for people: results as they are, other lines after `! `. */
export function keptReport() {
  const facts: { readonly type: string; readonly [key: string]: unknown }[] = [];
  const lines: string[] = [];
  const report: Report = {
    say: (line) => void lines.push(`! ${line}`),
    tell: (fact) => void facts.push(fact),
    print: (text) => void lines.push(text),
  };
  return { report, facts, lines };
}
