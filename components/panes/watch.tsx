import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { noStackOf, nothingToWatch } from '../../machines/watch/nothing.ts';
import { FailureView } from '../deployment/failure-view.tsx';
import { StackView } from '../deployment/stack-view.tsx';
import { ProblemView } from '../widgets/problem-view.tsx';
import { Waiting } from '../widgets/waiting.tsx';
import { inKeys, isKnown, missingAccess } from './access-trouble.ts';
import type { PaneProps } from './pane-props.ts';

const nothing = { update: undefined, problem: undefined };

/** One stack, live: whoever started what goes on in it. */
export function WatchPane({ session, surface }: PaneProps) {
  const { watch, identityProblem, home, access, stack } = useSelector(session, ({ context }) => context);
  const { update, problem } = useSelector(watch, (snapshot) => snapshot?.context) ?? nothing;
  // Nothing is followed although everything is known: there is nothing to follow.
  const own = home?.found.kind === 'project' && home.found.project.stack !== undefined;
  const missing = !access ? nothingToWatch.access : stack || own ? undefined : noStackOf(home?.found);
  const read = update && isKnown(update) ? update : undefined;
  const lost = update && !read ? missingAccess(update) : undefined;
  const found = problem ?? lost ?? (watch ? undefined : (identityProblem ?? (home && missing)));
  const trouble = found && inKeys(found);
  return (
    <Box flexDirection="column">
      {trouble ? (
        <Box marginBottom={1} flexShrink={0}>
          <ProblemView problem={trouble} />
        </Box>
      ) : null}
      {read && read.progress.causes.length > 0 ? (
        <Box marginBottom={1} flexShrink={0}>
          <FailureView causes={read.progress.causes} />
        </Box>
      ) : null}
      {read ? (
        <StackView
          update={read}
          learned={surface.learned}
          focused
          eventRows={6}
          taken={(trouble ? 4 : 0) + (read.progress.causes.length > 0 ? 4 : 0)}
        />
      ) : trouble ? null : (
        <Waiting what="Reading the stack" leave="esc home" />
      )}
    </Box>
  );
}
