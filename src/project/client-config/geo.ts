import { type JsonObject, member, textMember } from '../json-text.ts';
import { type Backend, type BackendResource, ofService } from './backend.ts';

/** Maps, place indices and geofences as aws-exports.js has them; undefined if there are none. */
export function geoOf(backend: Backend): JsonObject | undefined {
  const config: Record<string, unknown> = {};
  const add = (service: string, key: string, value: (found: BackendResource[]) => JsonObject) => {
    const found = ofService(backend, service);
    if (found.length === 0) return;
    config.region = textMember(found[0]?.output, 'Region') ?? backend.region;
    config[key] = value(found);
  };
  add('Map', 'maps', mapItems);
  add('PlaceIndex', 'search_indices', namedItems);
  add('GeofenceCollection', 'geofenceCollections', namedItems);
  return Object.keys(config).length > 0 ? config : undefined;
}

/** Maps by name with their style, and the default one. */
export function mapItems(maps: readonly BackendResource[]): JsonObject {
  const items = maps.map(({ output }) => [textMember(output, 'Name'), { style: member(output, 'Style') }]);
  return { items: Object.fromEntries(items), default: defaultName(maps) };
}

/** A list of names, and the default one. */
export function namedItems(resources: readonly BackendResource[]): JsonObject {
  return { items: resources.map(({ output }) => member(output, 'Name')), default: defaultName(resources) };
}

function defaultName(resources: readonly BackendResource[]): string {
  const chosen = resources.findLast(({ record }) => member(record, 'isDefault') === true);
  return textMember(chosen?.output, 'Name') ?? '';
}
