import { ownMember } from '../../core/own-member.ts';
import { type JsonObject, member, textMember } from '../json-text.ts';
import { type Backend, type BackendResource, inOrder } from './backend.ts';

/** What a kind of prediction contributes to aws-exports.js. */
type Settings = (output: JsonObject) => JsonObject;

/** By group, and within it by the type in the resource's record. */
const groups: readonly {
  readonly group: string;
  readonly services: readonly string[];
  readonly typeKey: string;
  readonly types: Readonly<Record<string, Settings>>;
}[] = [
  {
    group: 'convert',
    services: ['Translate', 'Polly', 'Transcribe'],
    typeKey: 'convertType',
    types: {
      speechGenerator: (output) => ({
        region: member(output, 'region'),
        proxy: false,
        defaults: { VoiceId: member(output, 'voice'), LanguageCode: member(output, 'language') },
      }),
      transcription: (output) => ({
        region: member(output, 'region'),
        proxy: false,
        defaults: { language: member(output, 'language') },
      }),
      translateText: (output) => ({
        region: member(output, 'region'),
        proxy: false,
        defaults: {
          sourceLanguage: member(output, 'sourceLang'),
          targetLanguage: member(output, 'targetLang'),
        },
      }),
    },
  },
  {
    group: 'identify',
    services: ['Rekognition', 'RekognitionAndTextract'],
    typeKey: 'identifyType',
    types: {
      identifyText: (output) => ({
        proxy: false,
        region: member(output, 'region'),
        defaults: { format: member(output, 'format') },
      }),
      identifyEntities: (output) => ({
        proxy: false,
        region: member(output, 'region'),
        celebrityDetectionEnabled: Boolean(member(output, 'celebrityDetectionEnabled')),
        ...(textMember(output, 'collectionId') && {
          defaults: {
            collectionId: member(output, 'collectionId'),
            maxEntities: Number.parseInt(String(member(output, 'maxEntities')), 10),
          },
        }),
      }),
      identifyLabels: (output) => ({
        proxy: false,
        region: member(output, 'region'),
        defaults: { type: member(output, 'type') },
      }),
    },
  },
  {
    group: 'interpret',
    services: ['Comprehend'],
    typeKey: 'interpretType',
    types: {
      interpretText: (output) => ({
        region: member(output, 'region'),
        proxy: false,
        defaults: { type: member(output, 'type') },
      }),
    },
  },
  {
    group: 'infer',
    services: ['SageMaker'],
    typeKey: 'inferType',
    types: {
      inferModel: (output) => ({
        region: member(output, 'region'),
        proxy: false,
        endpoint: member(output, 'endpointName'),
      }),
    },
  },
];

/** The member `predictions` of aws-exports.js; undefined if the backend has none. */
export function predictionsOf(backend: Backend): JsonObject | undefined {
  const found = inOrder(backend, groups).flatMap(([{ group, typeKey, types }, resources]) => {
    const entries = resources.flatMap((resource) => entry(resource, typeKey, types));
    return entries.length > 0 ? [[group, Object.fromEntries(entries)] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function entry(
  { record, output }: BackendResource,
  typeKey: string,
  types: Readonly<Record<string, Settings>>,
): [string, JsonObject][] {
  const type = textMember(record, typeKey);
  const settings = type === undefined ? undefined : ownMember(types, type);
  return type && settings ? [[type, settings(output)]] : [];
}
