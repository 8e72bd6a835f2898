import { redact } from '../../core/redact.ts';
import { plainText, wordsOf } from '../../core/text.ts';

/** One parameter of a call, as far as it may be shown. */
export interface GivenParameter {
  /** As AWS names it: `StackName`. */
  readonly name: string;
  /** Absent: it may hold a secret or is too long; only its presence is known. */
  readonly value?: string | boolean | readonly string[];
}

/**
 * Parameters that hold no secret in any operation: names, ids, numbers and choices. All others are recorded by name
 * alone, so that parameters of later versions stay hidden until somebody has checked them.
 */
const shown: ReadonlySet<string> = new Set(
  wordsOf(`
  StackName TemplateStage Capabilities OnFailure EnableTerminationProtection
  TimeoutInMinutes ResourcesToSkip RoleARN LogicalResourceId
  Bucket Key ContentType ExpectedBucketOwner MaxKeys Prefix VersionId
  UserName RoleName PolicyName PolicyArn SerialNumber VirtualMFADeviceName Path
  Status MaxItems MaxSessionDuration
  RoleArn RoleSessionName DurationSeconds
  appId environmentName stackName deploymentArtifacts maxResults name
`),
);

/** Page tokens: whoever repeats a call starts with the first page. */
const places: ReadonlySet<string> = new Set([
  'NextToken',
  'nextToken',
  'Marker',
  'KeyMarker',
  'VersionIdMarker',
]);

const longest = 256;

/** The recordable parameters of a call. @param input of the SDK's command */
export function givenParameters(input: unknown): readonly GivenParameter[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, given]): GivenParameter[] => {
    if (given === undefined || places.has(name)) return [];
    const value = shown.has(name) ? shownValue(given) : undefined;
    return [{ name, ...(value === undefined ? {} : { value }) }];
  });
}

function shownValue(given: unknown): GivenParameter['value'] {
  if (typeof given === 'boolean') return given;
  if (typeof given === 'number') return String(given);
  if (typeof given === 'string') return isShown(given) ? given : undefined;
  const texts = Array.isArray(given) && given.every((each) => typeof each === 'string' && isShown(each));
  return texts ? (given as string[]) : undefined;
}

/** A name that looks like a secret, or has control characters, is not shown. */
function isShown(text: string): boolean {
  return text.length <= longest && redact(text) === text && plainText(text) === text;
}
