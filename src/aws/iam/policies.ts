import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { countPages } from '../pages.ts';
import { askIam, callIam, unlessMissing } from './call.ts';
import { isTaggedAsMade, withMadeTag } from './made-tag.ts';

/** Reads the default version of a managed policy. @returns its JSON text, decoded; undefined if there is no such policy */
export async function readPolicy(
  clients: AwsClients,
  arn: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const doing = `look up the policy ${arn}`;
  const document = callIam(clients, doing, signal, async (client, options, iam) => {
    const { Policy } = await client.send(new iam.GetPolicyCommand({ PolicyArn: arn }), options);
    if (!Policy?.DefaultVersionId) throw notFromAws(doing);
    const { PolicyVersion } = await client.send(
      new iam.GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy.DefaultVersionId }),
      options,
    );
    if (!PolicyVersion?.Document) throw notFromAws(doing);
    return decodeURIComponent(PolicyVersion.Document);
  });
  return unlessMissing(document);
}

/** Creates a managed policy. @param document JSON @returns its ARN @throws Problem AWS_REJECTED if the name is taken, … */
export function createPolicy(
  clients: AwsClients,
  name: string,
  description: string,
  document: string,
  signal?: AbortSignal,
): Promise<string> {
  const doing = `create the policy ${name}`;
  return withMadeTag({}, async (tagging) => {
    const input = { PolicyName: name, Description: description, PolicyDocument: document, ...tagging };
    const { Policy } = await askIam(clients, doing, signal, (iam) => new iam.CreatePolicyCommand(input));
    if (!Policy?.Arn) throw notFromAws(doing);
    return Policy.Arn;
  });
}

/** Facts about a managed policy, without its document. */
export interface PolicyFacts {
  /** How many users, groups and roles it is attached to. */
  readonly attached: number;
  /** Whether it has this program's tag. */
  readonly made: boolean;
}

/** Reads how a managed policy is used. @returns undefined if there is none @throws Problem ACCESS_DENIED, … */
export async function findPolicy(
  clients: AwsClients,
  arn: string,
  signal?: AbortSignal,
): Promise<PolicyFacts | undefined> {
  const doing = `look up the policy ${arn}`;
  const answer = await unlessMissing(
    askIam(clients, doing, signal, (iam) => new iam.GetPolicyCommand({ PolicyArn: arn })),
  );
  if (!answer) return undefined;
  const { Policy } = answer;
  if (!Policy) throw notFromAws(doing);
  return { attached: Policy.AttachmentCount ?? 0, made: isTaggedAsMade(Policy.Tags) };
}

/** Deletes a managed policy that is attached to nobody; a missing one is not an error. */
export async function deletePolicy(clients: AwsClients, arn: string, signal?: AbortSignal): Promise<void> {
  const doing = `delete the policy ${arn}`;
  const input = { PolicyArn: arn };
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeletePolicyCommand(input)));
}

/** The customer managed policies of the account, by ARN, sorted; at most 1,000. @throws Problem ACCESS_DENIED, … */
export function listOwnPolicies(clients: AwsClients, signal?: AbortSignal): Promise<string[]> {
  const doing = 'list the policies';
  return callIam(clients, doing, signal, async (client, options, iam) => {
    const found: string[] = [];
    const nextOf = countPages(doing);
    for await (const { Policies = [], Marker } of iam.paginateListPolicies(
      { client, pageSize: 200 },
      { Scope: 'Local' },
      options,
    )) {
      found.push(...Policies.flatMap(({ Arn }) => Arn ?? []));
      nextOf(Marker);
      if (found.length >= 1000) break;
    }
    return found.sort();
  });
}
