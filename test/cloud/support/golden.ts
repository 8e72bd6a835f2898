import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import type { DemoCloudOptions } from '../../../demo/cloud/server.ts';
import { clientOptions, cloudForTest } from './cloud.ts';
import { manualClock } from './manual-clock.ts';
import { wire } from './wire.ts';

/** Clients of a cloud on a clock that the test moves, and every answer as it was sent over the wire. */
export async function goldenSetUp(options: DemoCloudOptions = {}) {
  const clock = manualClock();
  const cloud = await cloudForTest({ clock, speed: 1, ...options });
  const { replies, requestHandler } = wire();
  const client = { ...clientOptions(cloud), requestHandler: requestHandler as never };
  return {
    clock,
    cloud,
    replies,
    cloudformation: new CloudFormationClient(client),
    iam: new IAMClient(client),
    s3: new S3Client(client),
    s3In: (region: string) => new S3Client({ ...client, region }),
    sts: new STSClient(client),
  };
}

/**
 * Compares an answer with XML written by hand from AWS's documentation. Values that differ between runs (ids, times, keys)
 * are words in capitals there. Elements may come in any order, as for every client, but the members of a list may not.
 */
export function expectXml(answer: string | undefined, golden: string): void {
  expect(outline(steady(answer ?? ''))).toBe(outline(golden));
}

const STEADY: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/g, 'TIME'],
  [/\b(AIDA|AROA|AKIA)[A-Z0-9]{16,17}\b/g, '$1ID'],
  [/(?<=<SecretAccessKey>)[A-Za-z0-9/+]{40}(?=<)/g, 'SECRET'],
  [/(?<=<HostId>)[^<]+(?=<)/g, 'HOST'],
];

function steady(xml: string): string {
  return STEADY.reduce((text, [pattern, word]) => text.replace(pattern, word), xml);
}

interface Element {
  name: string;
  attributes: string;
  text: string;
  children: Element[];
}

/** One indented line for each element, children sorted by name. */
function outline(xml: string): string {
  const lines: string[] = [];
  const write = ({ name, attributes, text, children }: Element, depth: number): void => {
    lines.push(`${'  '.repeat(depth)}${name}${attributes}${text === '' ? '' : ` = ${text}`}`);
    const sorted = [...children].sort((one, other) => one.name.localeCompare(other.name));
    for (const child of sorted) write(child, depth + 1);
  };
  write(read(xml), 0);
  return lines.join('\n');
}

/** A parser for these tests, on purpose not the cloud's own. */
function read(xml: string): Element {
  const top: Element = { name: '', attributes: '', text: '', children: [] };
  const open = [top];
  for (const [token, end, name = '', attributes = '', empty] of xml.matchAll(
    /<\?[^>]*\?>|<(\/?)([\w:]+)([^>]*?)(\/?)>|[^<]+/g,
  )) {
    const current = open.at(-1)!;
    if (name === '') current.text += token.startsWith('<?') ? '' : token.trim();
    else if (end === '/') open.pop();
    else {
      const element = { name, attributes: attributes.trimEnd(), text: '', children: [] };
      current.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  expect(open, 'every element is closed').toHaveLength(1);
  expect(top.children, 'one element at the top').toHaveLength(1);
  return top.children[0]!;
}
