import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RecordedCase } from '../../cloud/support/recorded.ts';

const SERVICES = { CloudFormation: 'cloudformation', IAM: 'iam', STS: 'sts', S3: 's3' };
const file = 'docs/demo-cloud.md';

interface Figures {
  tried: number;
  passed: number;
}

/** The number of cases in each recording, and how many of them the cloud should answer as recorded. */
function figures(): Map<string, Map<string, Figures>> {
  const all = new Map<string, Map<string, Figures>>();
  for (const [title, service] of Object.entries(SERVICES)) {
    const cases: RecordedCase[] = JSON.parse(readFileSync(`test/cloud/recorded/${service}.json`, 'utf8'));
    const bySource = new Map<string, Figures>();
    for (const { source, differs } of cases) {
      const from = source
        .replace(/, [^,]+, \d{4}-\d\d$/, '')
        .replace(/^(?!localstack).*/, 'public notes and issues');
      const { tried, passed } = bySource.get(from) ?? { tried: 0, passed: 0 };
      bySource.set(from, { tried: tried + 1, passed: passed + (differs === undefined ? 1 : 0) });
    }
    all.set(title, bySource);
  }
  return all;
}

function tables(): string {
  const parts = [...figures()].map(([title, bySource]) => {
    const rows = [...bySource].sort(([a], [b]) => (a < b ? -1 : 1));
    const sum = (name: keyof Figures): number => rows.reduce((total, [, one]) => total + one[name], 0);
    return [
      `## ${title}: ${sum('passed')} of ${sum('tried')}`,
      '',
      '| recording | passed | tried |',
      '|---|---|---|',
      ...rows.map(([from, { passed, tried }]) => `| ${from} | ${passed} | ${tried} |`),
      '',
    ].join('\n');
  });
  return parts.join('\n');
}

describe('docs/demo-cloud.md', () => {
  // `UPDATE_FIGURES=1 npx vitest run --project unit test/unit/build/demo-cloud-figures.test.ts` writes them.
  it('has the figures of the recorded cases', () => {
    const text = readFileSync(file, 'utf8');
    const marker = '<!-- figures -->\n';
    const wanted = `${text.slice(0, text.indexOf(marker) + marker.length)}\n${tables()}`;
    if (process.env.UPDATE_FIGURES !== undefined) writeFileSync(file, wanted);
    expect(readFileSync(file, 'utf8')).toBe(wanted);
  });

  it('counts at least 120 cases, each with a source in its own words', () => {
    const cases = Object.values(SERVICES).flatMap((service): RecordedCase[] =>
      JSON.parse(readFileSync(`test/cloud/recorded/${service}.json`, 'utf8')),
    );
    expect(cases.length).toBeGreaterThanOrEqual(120);
    expect(cases.filter(({ source }) => source.length < 20)).toEqual([]);
  });
});
