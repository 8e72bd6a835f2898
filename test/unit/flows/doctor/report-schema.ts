import * as z from 'zod';

const text = z.string().min(1);
const textOrNull = text.nullable();
const flag = z.boolean();

/** Schema 1 of `doctor --json`, written by hand, so that a change of a name or type has to be made here, too. */
export const reportSchema = z.strictObject({
  type: z.literal('result'),
  schema: z.literal(1),
  ok: flag,
  at: z.iso.datetime(),
  program: z.strictObject({
    newest: z.strictObject({ version: text, seenAt: z.iso.datetime(), newer: flag }).nullable(),
    ...{ version: text, node: text, platform: text, arch: text, release: text, folder: text },
    environment: z.array(z.string().regex(/^\w+$/)),
  }),
  terminal: z.strictObject({
    ...{ input: flag, output: flag, term: textOrNull, name: textOrNull },
    ...{ columns: z.int(), rows: z.int(), colourDepth: z.literal([1, 4, 8, 24]) },
    ...{ unicode: flag, fullScreen: flag, hyperlinks: flag, clipboard: flag, progress: flag, title: flag },
    ...{ noColor: flag, multiplexer: z.enum(['tmux', 'screen']).nullable(), ssh: flag, ci: flag },
  }),
  files: z.array(
    z.strictObject({
      ...{ path: text, role: text, owner: textOrNull, target: textOrNull },
      kind: z.enum(['missing', 'file', 'folder', 'other', 'broken link', 'unknown']),
      mode: z
        .string()
        .regex(/^[0-7]{3,4}$/)
        .nullable(),
      size: z.int().nullable(),
    }),
  ),
  profiles: z.array(
    z.strictObject({
      ...{ name: text, kind: text, region: textOrNull, usable: flag },
      accessKey: z
        .string()
        .regex(/^\*{16}\w{4}$/)
        .nullable(),
    }),
  ),
  access: z.strictObject({
    kind: z.enum(['profile', 'environment', 'none']),
    ...{ name: textOrNull, source: textOrNull, region: textOrNull, accessKey: textOrNull },
    account: z
      .string()
      .regex(/^\d{12}$/)
      .nullable(),
    identity: textOrNull,
  }),
  cloud: z.strictObject({
    kind: z.enum(['aws', 'endpoint', 'demo']),
    endpoints: z.array(z.strictObject({ service: text, url: text, source: text })),
    network: z.array(
      z.strictObject({
        what: z.enum([
          'proxy for https',
          'proxy for http',
          'without a proxy',
          'certificates',
          'more certificates',
        ]),
        ...{ source: text, value: textOrNull },
      }),
    ),
    ...{ asked: textOrNull, answerTime: z.number().nullable(), clockOffset: z.number().nullable() },
  }),
  project: z.strictObject({
    folder: text,
    kind: z.enum(['none', 'nested', 'project', 'unreadable']),
    ...{ root: textOrNull, name: textOrNull, layout: textOrNull, environment: textOrNull, stack: textOrNull },
  }),
  unfinished: z.array(
    z.strictObject({
      kind: z.enum(['init', 'access key']),
      ...{ id: text, step: text, account: text, region: text },
      ...{ folder: textOrNull, stack: textOrNull, user: textOrNull, profile: textOrNull },
      age: z.number().min(0),
    }),
  ),
  settings: z.strictObject({ theme: text, log: text }),
  findings: z.array(
    z.strictObject({
      section: z.enum([
        'program',
        'terminal',
        'files',
        'profiles',
        'access',
        'cloud',
        'project',
        'unfinished',
        'settings',
      ]),
      severity: z.enum(['error', 'warning']),
      ...{ about: text.optional(), text, next: text, file: text.optional(), line: z.int().min(1).optional() },
    }),
  ),
});
