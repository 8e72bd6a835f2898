import { lazy, Suspense } from 'react';
import { Pane } from '../../frame/pane.tsx';
import { ActivityLines } from './activity-lines.tsx';
import { EnvironmentLines } from './environment-lines.tsx';
import type { Place } from './layout.ts';
import type { PartProps } from './part-props.ts';
import { type PartId, parts, titles } from './parts.ts';
import { ProfileLines } from './profile-lines.tsx';
import { ProjectLines } from './project-lines.tsx';
import { StackPart } from './stack-part.tsx';

/** Loaded in a turn after the first frame, which would otherwise wait for it. Only shown if there is room. */
const CallsPart = lazy(async () => {
  await new Promise(setImmediate);
  return { default: (await import('./calls-part.tsx')).CallsPart };
});

const views = {
  project: ProjectLines,
  stack: StackPart,
  environments: EnvironmentLines,
  profiles: ProfileLines,
  activity: ActivityLines,
  calls: CallsPart,
} as const;

interface HomePartProps extends PartProps {
  readonly place: Place & { readonly part: PartId };
  readonly isFirstRun: boolean;
  /** The age of what it shows. */
  readonly age: string | undefined;
  /** Whether the files have been read: then its lists start at the remembered position. */
  readonly isRead: boolean;
}

/** A part of home, with its number and its frame. */
export function HomePart({ place, isFirstRun, age, isRead, ...props }: HomePartProps) {
  const { part, columns, rows } = place;
  const View = views[part];
  const number = parts.indexOf(part) + 1;
  const title = part === 'stack' && isFirstRun ? 'get started' : titles[part];
  return (
    <Pane
      title={`${number} ${title}`}
      {...(age === undefined ? {} : { aside: age })}
      press={props.focused ? undefined : String(number)}
      focused={props.focused}
      columns={columns}
      rows={rows}
    >
      <Suspense>
        {/* What was read says where the user was: the lists begin there. */}
        <View key={isRead ? 'read' : 'reading'} {...props} />
      </Suspense>
    </Pane>
  );
}
