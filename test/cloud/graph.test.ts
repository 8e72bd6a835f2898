import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleMembers } from '../../demo/cloud/cloudformation/graph.ts';
import { referencesIn, resolve, type Scope } from '../../demo/cloud/cloudformation/intrinsics.ts';

const names = ['A', 'B', 'C', 'D', 'E', 'F'];
const edges = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 12 });

function graphOf(pairs: [string, string][]): Map<string, string[]> {
  return new Map(names.map((name) => [name, pairs.filter(([from]) => from === name).map(([, to]) => to)]));
}

/** Every node that is reachable from a node, by plain search. */
function reach(graph: Map<string, string[]>, from: string): Set<string> {
  const seen = new Set<string>();
  const open = [...(graph.get(from) ?? [])];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...(graph.get(node) ?? []));
  }
  return seen;
}

describe('cycles', () => {
  it('are found if a node reaches itself, and only there or between two of them', () => {
    fc.assert(
      fc.property(edges, (pairs) => {
        const graph = graphOf(pairs);
        const inCycle = names.filter((name) => reach(graph, name).has(name));
        const members = cycleMembers(graph);
        expect(members).toEqual(expect.arrayContaining(inCycle));
        for (const member of members) {
          const leadsIn = inCycle.some((name) => name === member || reach(graph, member).has(name));
          const comesFrom = inCycle.some((name) => name === member || reach(graph, name).has(member));
          expect([leadsIn, comesFrom]).toEqual([true, true]);
        }
      }),
    );
  });
});

describe('references', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.constantFrom(...names).map((name) => ({ Ref: name })),
    fc.constantFrom(...names).map((name) => ({ 'Fn::GetAtt': [name, 'Arn'] })),
    fc.constantFrom(...names).map((name) => ({ 'Fn::Sub': `x \${${name}.Arn} \${!Not} \${${name}}` })),
  );
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('p', 'q', 'constructor', '__proto__'), tie('node'), { maxKeys: 2 }),
    ),
  })).node;

  it('are exactly what resolving asks for, and nothing of them is left', () => {
    fc.assert(
      fc.property(value, (template) => {
        const asked = new Set<string>();
        const scope: Scope = {
          ref(name) {
            asked.add(name);
            return 'value';
          },
          attribute(name) {
            asked.add(name);
            return 'value';
          },
          mapped: () => 'value',
          imported: () => 'value',
        };
        const resolved = resolve(template, scope);
        expect([...new Set(referencesIn(template).map(({ name }) => name))].sort()).toEqual(
          [...asked].sort(),
        );
        expect(referencesIn(resolved)).toEqual([]);
      }),
    );
  });

  it('leave values without functions unchanged', () => {
    const scope: Scope = {
      ref: () => undefined,
      attribute: () => undefined,
      mapped: () => undefined,
      imported: () => undefined,
    };
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        fc.pre(!JSON.stringify(json).includes('Ref') && !JSON.stringify(json).includes('Fn::'));
        expect(JSON.stringify(resolve(json, scope))).toBe(JSON.stringify(json));
      }),
    );
  });
});
