import { count } from '../../core/text.ts';
import type { DoctorReport, Finding, Section } from './report.ts';
import { sectionRows } from './text-rows.ts';

const titles: Readonly<Record<Section, string>> = {
  program: 'Program',
  terminal: 'Terminal',
  files: 'Files',
  profiles: 'Profiles',
  access: 'Access used here',
  cloud: 'Cloud',
  project: 'Project',
  unfinished: 'Started and did not finish',
  settings: 'Settings and log',
};

const marks = {
  unicode: { ok: '✔', warning: '▲', error: '✖' },
  ascii: { ok: 'v', warning: '!', error: 'x' },
} as const;

type Mark = keyof typeof marks.unicode;

/** The report as text for people: a block for each section, with the remedy under each finding. */
export function reportText(report: DoctorReport): string {
  const signs = report.terminal.unicode || !report.terminal.output ? marks.unicode : marks.ascii;
  const blocks = (Object.keys(titles) as Section[]).map((section) => {
    const findings = report.findings.filter((finding) => finding.section === section);
    const rows = sectionRows(section, report).map(({ about, text }) => {
      // A row without findings has no mark: only what is wrong stands out.
      const own = about === undefined ? [] : findings.filter((finding) => finding.about === about);
      return `  ${own.length === 0 ? ' ' : signs[worst(own)]} ${text}`;
    });
    const said = findings.flatMap(({ severity, text, next }) => [
      `  ${signs[severity]} ${text}`,
      `      ${next}`,
    ]);
    return [`${signs[worst(findings)]} ${titles[section]}`, ...rows, ...said].join('\n');
  });
  return [...blocks, summary(report.findings, signs)].join('\n\n');
}

function worst(findings: readonly Finding[]): Mark {
  if (findings.some(({ severity }) => severity === 'error')) return 'error';
  return findings.length > 0 ? 'warning' : 'ok';
}

function summary(findings: readonly Finding[], signs: Readonly<Record<Mark, string>>): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const looks = warnings === 1 ? '1 thing is worth a look' : `${count(warnings, 'thing')} are worth a look`;
  if (errors === 0 && warnings === 0) return `${signs.ok} Nothing is wrong.`;
  if (errors === 0) return `${signs.warning} Nothing is broken; ${looks}.`;
  const broken = errors === 1 ? '1 thing is broken' : `${count(errors, 'thing')} are broken`;
  return `${signs.error} ${broken}${warnings > 0 ? `; ${looks}` : ''}.`;
}
