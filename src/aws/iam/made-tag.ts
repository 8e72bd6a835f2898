import { asProblem } from '../../core/problem.ts';

/** The tag of what this program has made, so that it can be told from what others made. */
export const madeTag = { Key: 'created-by', Value: 'amplify-tui' } as const;

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Whether something has the tag of this program. */
export function isTaggedAsMade(tags: readonly Tag[] | undefined): boolean {
  return tags?.some(({ Key, Value }) => Key === madeTag.Key && Value === madeTag.Value) === true;
}

/**
 * Makes something with the tag of this program. Tagging is a permission of its own: who may make the thing and not tag
 * it gets it without the tag, unless the person has asked for tags.
 *
 * @param tags those that the person has asked for
 */
export async function withMadeTag<T>(
  tags: Readonly<Record<string, string>>,
  make: (tags: { readonly Tags?: { Key: string; Value: string }[] }) => Promise<T>,
): Promise<T> {
  const asked = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const without = asked.length > 0 ? { Tags: asked } : {};
  // Keys of tags ignore case.
  if (asked.some(({ Key }) => Key.toLowerCase() === madeTag.Key)) return make(without);
  try {
    return await make({ Tags: [...asked, { ...madeTag }] });
  } catch (thrown) {
    if (!isTagDenied(thrown)) throw thrown;
    return make(without);
  }
}

/** AWS names the action that is not allowed; nothing was made then. */
function isTagDenied(thrown: unknown): boolean {
  const { code, cause } = asProblem(thrown);
  return code === 'ACCESS_DENIED' && cause instanceof Error && /\biam:Tag[A-Z]\w+/.test(cause.message);
}
