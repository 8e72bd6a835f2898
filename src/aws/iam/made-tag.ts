import { asProblem } from '../../core/problem.ts';

/** The tag of everything that this program creates, to tell it from what others created. */
export const madeTag = { Key: 'created-by', Value: 'amplify-tui' } as const;

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Whether something has this program's tag. */
export function isTaggedAsMade(tags: readonly Tag[] | undefined): boolean {
  return tags?.some(({ Key, Value }) => Key === madeTag.Key && Value === madeTag.Value) === true;
}

/**
 * Creates something with this program's tag. Tagging is a separate permission: without it the thing is created without
 * the tag, unless the user has requested tags.
 *
 * @param tags those that the user has requested
 */
export async function withMadeTag<T>(
  tags: Readonly<Record<string, string>>,
  make: (tags: { readonly Tags?: { Key: string; Value: string }[] }) => Promise<T>,
): Promise<T> {
  const asked = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const without = asked.length > 0 ? { Tags: asked } : {};
  // Tag keys are case-insensitive.
  if (asked.some(({ Key }) => Key.toLowerCase() === madeTag.Key)) return make(without);
  try {
    return await make({ Tags: [...asked, { ...madeTag }] });
  } catch (thrown) {
    if (!isTagDenied(thrown)) throw thrown;
    return make(without);
  }
}

/** AWS names the denied action; nothing was created then. */
function isTagDenied(thrown: unknown): boolean {
  const { code, cause } = asProblem(thrown);
  return code === 'ACCESS_DENIED' && cause instanceof Error && /\biam:Tag[A-Z]\w+/.test(cause.message);
}
