import type { Clock } from '../clock.ts';
import type { ArrivedCall, Faults, ResourceFault } from '../cloud.ts';
import { fractionOf } from '../ids.ts';
import { matchesPattern } from '../pattern.ts';
import type { Principal } from '../principal.ts';
import type { Reply } from '../request.ts';
import { faultError, spoiltReply } from './answers.ts';
import { CALL_FAULTS, type FaultRule, RESOURCE_FAULTS, type ResourceFaultKind } from './rule.ts';

/** An active rule, with its counts. */
export interface RuleAtWork {
  rule: FaultRule;
  since: number;
  /** Calls or resources that match the rule, hit or not. */
  seen: number;
  hits: number;
}

/** The rules of a cloud; they can change while it runs. */
export interface FaultInjector extends Required<Faults> {
  rules(): readonly RuleAtWork[];
  add(rules: readonly FaultRule[]): void;
  clear(): void;
}

/**
 * The active rules, and which of them hit. Chance depends on the seed, the rule and how often the rule was evaluated, never on
 * other calls, so the same calls under the same rules always meet the same faults.
 */
function createRules(clock: Clock, seed: number) {
  let atWork: RuleAtWork[] = [];
  let added = 0;
  const numbers = new WeakMap<RuleAtWork, number>();

  function hit(entry: RuleAtWork): boolean {
    const { rule } = entry;
    entry.seen += 1;
    if (rule.nth !== undefined && entry.seen < rule.nth) return false;
    if (rule.times !== undefined && entry.hits >= rule.times) return false;
    if (rule.chance !== undefined) {
      if (fractionOf(`fault ${seed} ${numbers.get(entry)} ${entry.seen}`) >= rule.chance) return false;
    }
    entry.hits += 1;
    return true;
  }

  function holds({ rule, since }: RuleAtWork): boolean {
    return clock.now() >= since + (rule.after ?? 0);
  }

  function takeForCall(call: ArrivedCall, moment: 'before' | 'after'): RuleAtWork[] {
    return atWork.filter((entry) => {
      const { rule } = entry;
      if (!CALL_FAULTS.some((kind) => kind === rule.kind) || isAfter(rule) !== (moment === 'after'))
        return false;
      return holds(entry) && fitsCall(rule, call) && hit(entry);
    });
  }

  function takeForResource(
    maker: Principal,
    names: readonly string[],
    kinds: readonly string[],
  ): FaultRule | undefined {
    return atWork.find(
      (entry) =>
        kinds.includes(entry.rule.kind) &&
        holds(entry) &&
        fitsWho(entry.rule, maker) &&
        names.some((name) => matchesPattern(entry.rule.target ?? '*', name)) &&
        hit(entry),
    )?.rule;
  }

  return {
    takeForCall,
    takeForResource,
    rules: () => atWork,
    skews: () => atWork.filter((entry) => entry.rule.kind === 'skew' && holds(entry)),
    add(rules: readonly FaultRule[]) {
      for (const rule of rules) {
        const entry = { rule, since: clock.now(), seen: 0, hits: 0 };
        numbers.set(entry, added);
        added += 1;
        atWork.push(entry);
      }
    },
    clear() {
      atWork = [];
    },
  };
}

/** Injects faults by rules. `more`: hooks that are called first. */
export function createFaultInjector(clock: Clock, seed: number, more: Faults): FaultInjector {
  const { takeForCall, takeForResource, skews, ...list } = createRules(clock, seed);
  return {
    ...list,
    async beforeAction(call) {
      const instead = await more.beforeAction?.(call);
      if (instead !== undefined) return instead;
      for (const { rule } of takeForCall(call, 'before')) {
        if (rule.kind === 'latency') await wait(clock, rule.duration ?? 0);
        else if (rule.kind === 'hang') await forEver();
        else if (rule.kind === 'reset') return 'reset';
        else throw faultError(rule, call);
      }
      return undefined;
    },
    async afterAction(call, reply) {
      let spoilt: Reply | 'reset' | undefined = await more.afterAction?.(call, reply);
      for (const { rule } of takeForCall(call, 'after')) {
        if (rule.kind === 'hang-after') await forEver();
        if (rule.kind === 'reset-after' || spoilt === 'reset') return 'reset';
        spoilt = spoiltReply(rule, spoilt ?? reply);
      }
      return spoilt;
    },
    resourceFault(stack, resource, moment): ResourceFault | undefined {
      const given = more.resourceFault?.(stack, resource, moment);
      if (given !== undefined) return given;
      const wanted = RESOURCE_FAULTS.filter((kind) => momentOf(kind) === moment);
      const rule = takeForResource(stack.creator, [resource.logicalId, resource.type], wanted);
      if (rule === undefined) return undefined;
      if (rule.kind.startsWith('stuck')) return { kind: 'stuck' };
      const code = rule.code ?? 'GeneralServiceException';
      return { kind: 'fail', code, ...(rule.at !== undefined && { atSeconds: rule.at }) };
    },
    clockOffset() {
      return (more.clockOffset?.() ?? 0) + skews().reduce((sum, { rule }) => sum + (rule.duration ?? 0), 0);
    },
  };
}

/** True for faults of the answer, after the action has been carried out. */
function isAfter({ kind }: FaultRule): boolean {
  return ['hang-after', 'reset-after', 'cut', 'html', 'empty'].includes(kind);
}

function momentOf(kind: ResourceFaultKind): 'create' | 'update' | 'delete' {
  if (kind.endsWith('-update')) return 'update';
  return kind.endsWith('-delete') ? 'delete' : 'create';
}

function fitsCall(rule: FaultRule, call: ArrivedCall): boolean {
  const { service, target } = rule;
  return (
    (service === undefined || service === call.service) &&
    (target === undefined || matchesPattern(target, call.action)) &&
    fitsWho(rule, call.principal)
  );
}

function fitsWho({ who }: FaultRule, { accountId, arn, userName }: Principal): boolean {
  return who === undefined || [accountId, arn, userName].includes(who);
}

function wait(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(milliseconds, resolve);
  });
}

/** Never resolves: the client has to give up, or the cloud to stop. */
function forEver(): Promise<never> {
  return new Promise(() => undefined);
}
