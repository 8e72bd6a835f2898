import { createHash } from 'node:crypto';
import { ServiceError } from '../errors.ts';
import { newUuid } from '../ids.ts';
import type { BucketState, CloudState, ObjectVersion } from '../state.ts';
import type { Tag } from '../tag.ts';

/** The version id of objects stored without versioning. */
const UNVERSIONED = 'null';

/** An object to store. */
export interface ObjectDraft {
  key: string;
  content: Buffer;
  contentType: string;
  metadata: Tag[];
  /** Headers that are returned with it, like cache-control. */
  headers?: Tag[];
  checksum?: { algorithm: string; value: string };
}

/** True for a possible version id, or none. */
export function isVersionId(id: string | undefined): boolean {
  return id === undefined || id === UNVERSIONED || /^[0-9a-f]{32}$/.test(id);
}

/** Throws InvalidArgument for an id that no version can have. */
export function checkVersionId(id: string | undefined): void {
  if (isVersionId(id)) return;
  throw new ServiceError('InvalidArgument', 'Invalid version id specified', 400, {
    ArgumentName: 'versionId',
    ArgumentValue: String(id),
  });
}

/** The latest version of an object; undefined if there is none or it was deleted. */
export function currentVersion(bucket: BucketState, key: string): ObjectVersion | undefined {
  const latest = bucket.versions.findLast((version) => version.key === key);
  return latest === undefined || latest.deleteMarker ? undefined : latest;
}

/** The version of this id, or the latest one without an id; can be a delete marker. */
export function findVersion(
  bucket: BucketState,
  key: string,
  versionId: string | undefined,
): ObjectVersion | undefined {
  return bucket.versions.findLast(
    (version) => version.key === key && (versionId === undefined || version.versionId === versionId),
  );
}

/** Stores an object: as a new version if the bucket keeps versions, else replacing the previous one. */
export function storeObject(
  state: CloudState,
  bucket: BucketState,
  now: number,
  draft: ObjectDraft,
): ObjectVersion {
  const { content, ...fields } = draft;
  const version: ObjectVersion = {
    ...fields,
    versionId: nextVersionId(state, bucket, now),
    deleteMarker: false,
    storedAt: now,
    content: content.toString('base64'),
    size: content.length,
    etag: createHash('md5').update(content).digest('hex'),
  };
  return addVersion(bucket, version);
}

/** The effect of DeleteObject, as its answer shows it. */
export interface Deletion {
  versionId?: string;
  deleteMarker: boolean;
}

/**
 * Deletes an object: with an id, that version for good; without, the object, which leaves a delete marker in a bucket that
 * keeps versions. Succeeds also if there is nothing to delete, like S3.
 */
export function deleteObject(
  state: CloudState,
  bucket: BucketState,
  now: number,
  key: string,
  versionId: string | undefined,
): Deletion {
  if (versionId !== undefined) {
    const version = bucket.versions.find((item) => item.key === key && item.versionId === versionId);
    if (version !== undefined) bucket.versions.splice(bucket.versions.indexOf(version), 1);
    return { versionId, deleteMarker: version?.deleteMarker ?? false };
  }
  if (bucket.versioning === undefined) {
    bucket.versions = bucket.versions.filter((version) => version.key !== key);
    return { deleteMarker: false };
  }
  const marker = addVersion(bucket, {
    key,
    versionId: nextVersionId(state, bucket, now),
    deleteMarker: true,
    storedAt: now,
    content: '',
    size: 0,
    etag: '',
    contentType: '',
    metadata: [],
  });
  return { versionId: marker.versionId, deleteMarker: true };
}

function nextVersionId(state: CloudState, bucket: BucketState, now: number): string {
  return bucket.versioning === 'Enabled' ? newUuid(state, now).replaceAll('-', '') : UNVERSIONED;
}

function addVersion(bucket: BucketState, version: ObjectVersion): ObjectVersion {
  if (version.versionId === UNVERSIONED) {
    bucket.versions = bucket.versions.filter(
      ({ key, versionId }) => key !== version.key || versionId !== UNVERSIONED,
    );
  }
  bucket.versions.push(version);
  return version;
}

/** The current objects under a prefix, in the order of S3: by the bytes of the key. */
export function currentObjects(bucket: BucketState, prefix: string): ObjectVersion[] {
  const latest = new Map<string, ObjectVersion>();
  for (const version of bucket.versions) {
    if (version.key.startsWith(prefix)) latest.set(version.key, version);
  }
  return [...latest.values()].filter(({ deleteMarker }) => !deleteMarker).sort(byKey);
}

/** Every version under a prefix, by key, and for each key the newest first. */
export function allVersions(
  bucket: BucketState,
  prefix: string,
): { version: ObjectVersion; latest: boolean }[] {
  const found = bucket.versions.filter(({ key }) => key.startsWith(prefix)).reverse();
  // The sort is stable, so the first version of each key is its latest.
  found.sort(byKey);
  return found.map((version, index) => ({ version, latest: found[index - 1]?.key !== version.key }));
}

function byKey(a: ObjectVersion, b: ObjectVersion): number {
  return Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));
}
