import type { FieldId, Part } from './answers.ts';

/** The fields that can be chosen from a list. */
const listed: Readonly<Record<Part, readonly FieldId[]>> = {
  role: ['profile', 'permissions', 'boundary'],
  user: ['profile', 'roleArn', 'userProfile'],
  profiles: ['roleArn', 'serial', 'userProfile'],
};

/** Whether a field of a part can be filled in from a list. */
export function canList(part: Part, field: FieldId): boolean {
  return listed[part].includes(field);
}
