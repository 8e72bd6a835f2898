/** A label on a resource. */
export interface Tag {
  key: string;
  value: string;
}
