/** One instance of the program that only writes ~/.aws; see profiles-writes.mjs. It is bundled before it runs. */
import { planProfileChange, writeProfileChange } from '../../src/profiles/change.ts';
import { readProfiles } from '../../src/profiles/store.ts';

const [mode, one, two] = process.argv.slice(2);
async function change(asked) {
  for (let plan = await planProfileChange(process.env, asked); ; ) {
    const outcome = await writeProfileChange(process.env, plan);
    if (outcome.kind === 'written') return;
    plan = outcome.plan;
  }
}
if (mode === 'write') {
  const asked = JSON.parse(one);
  await change(asked.kind === 'set' ? { ...asked, set: new Map(asked.set) } : asked);
} else if (mode === 'many') {
  for (let n = 0; n < Number(two); n++) {
    const name = one + n;
    const set = new Map([
      ['region', `r${n}`],
      ['aws_access_key_id', `AKIA${n}`],
      ['aws_secret_access_key', `s${n}`],
    ]);
    await change({ kind: 'set', name, set, remove: [] });
    if (n % 4 === 1) await change({ kind: 'rename', name, to: `${name}-renamed` });
    if (n % 4 === 2) await change({ kind: 'remove', name });
  }
} else {
  const errors = readProfiles(process.env).findings;
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
}
