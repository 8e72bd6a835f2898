import { plainText } from '../../core/text.ts';
import { asObject, type JsonObject, objectMember, textMember } from '../../project/json-text.ts';

/** The parameters of one environment's categories that another one can have, too. */
export interface CopiedParameters {
  /** The member `categories` of team-provider-info.json; undefined if nothing can be copied. */
  readonly categories: JsonObject | undefined;
  /** What was copied, one for each resource: `function hello`. */
  readonly copied: readonly string[];
  /** What stays with its environment: `function hello s3Key`. */
  readonly left: readonly string[];
}

/** Where the Amplify CLI has stored a resource of one environment; its push writes them again. */
const places: ReadonlySet<string> = new Set(['deploymentBucketName', 's3Key']);
/** Categories that define how an environment is published. */
const ownCategories: ReadonlySet<string> = new Set(['hosting']);
/** Older versions of the Amplify CLI kept the secrets of sign-in providers here; every environment has its own. */
const secretName = /cred|secret|password|token|apikey/i;

/**
 * The parameters of an environment's resources in team-provider-info.json, without those of that environment alone: names
 * of its stack, bucket and app, locations of deployed files, secrets, hosting.
 *
 * @param team the parsed file
 * @param environment whose parameters are copied
 */
export function copiedParameters(team: JsonObject | undefined, environment: string): CopiedParameters {
  const record = objectMember(team, environment);
  const provider = objectMember(record, 'awscloudformation');
  const own = ['StackName', 'AmplifyAppId', 'DeploymentBucketName'].flatMap(
    (name) => textMember(provider, name) ?? [],
  );
  const isOwn = (value: unknown) => {
    const text = JSON.stringify(value) ?? '';
    return own.some((name) => text.includes(name));
  };
  const copied: string[] = [];
  const left: string[] = [];
  const categories: [string, JsonObject][] = [];
  for (const [category, resources] of Object.entries(objectMember(record, 'categories') ?? {})) {
    const kept = Object.entries(asObject(resources) ?? {}).flatMap(([resource, given]) => {
      const whose = plainText(`${category} ${resource}`);
      const parameters = Object.entries(asObject(given) ?? {}).filter(([name, value]) => {
        const stays =
          ownCategories.has(category) || places.has(name) || secretName.test(name) || isOwn(value);
        if (stays) left.push(`${whose} ${plainText(name)}`);
        return !stays;
      });
      if (parameters.length === 0) return [];
      copied.push(whose);
      return [[resource, Object.fromEntries(parameters)] as const];
    });
    if (kept.length > 0) categories.push([category, Object.fromEntries(kept)]);
  }
  return {
    categories: categories.length > 0 ? Object.fromEntries(categories) : undefined,
    copied,
    left,
  };
}

/** The environments with parameters that another one can copy. */
export function environmentsWithParameters(team: JsonObject | undefined): string[] {
  return Object.keys(team ?? {}).filter((name) => copiedParameters(team, name).categories !== undefined);
}

/** What people should know about the copy, one sentence each. */
export function copyNotes(environment: string, { copied, left }: CopiedParameters): string[] {
  if (copied.length === 0) return [];
  const whose = plainText(environment);
  return [
    `Parameters are copied from ${whose} (${copied.join(', ')}): see in team-provider-info.json whether they fit here.`,
    ...(left.length > 0
      ? [`${left.join(', ')} stay${left.length === 1 ? 's' : ''} with ${whose} alone.`]
      : []),
  ];
}
