import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useState } from 'react';
import {
  continueWords,
  type StuckInRollback,
  stuckInRollback,
} from '../../../src/aws/progress/stuck-rollback.ts';
import { resourceWords } from '../../../src/aws/progress/words.ts';
import { plainText } from '../../../src/core/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { useTheme } from '../../theme/theme-context.tsx';
import { FilterList } from '../../widgets/filter-list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { cutRows, textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';

/** What blocks a rollback, and what AWS is to skip; no call is made before the confirmation. */
export function WatchRollbackPane({ session, meta }: PaneProps) {
  const { watch } = useSelector(session, ({ context }) => context);
  const context = useSelector(watch, (snapshot) => snapshot?.context);
  const theme = useTheme();
  const { rows, columns } = useSpace();
  const stuck = context?.update ? stuckInRollback(context.update.progress) : [];
  const skip = context?.skip ?? [];
  const [at, setAt] = useState<StuckInRollback | undefined>(undefined);
  const current = stuck.find(({ name }) => name === at?.name) ?? stuck[0];
  useKeyLayer({
    active: true,
    commands: current
      ? [
          {
            id: 'rollback.skip',
            label: skip.includes(current.name) ? 'try it' : 'skip it',
            keys: ['space'],
            group: 'Rollback',
            footer: 2,
          },
        ]
      : [],
    onCommand: () => current && watch?.send({ type: 'SKIP', name: current.name }),
  });
  if (meta.busy) return <Waiting what={meta.busy} />;
  const meaning = textRows(current?.meaning ?? '', columns);
  // With the blank lines before and after the list.
  const told = [continueWords.what, continueWords.skip].flatMap((text) => textRows(text, columns)).length + 2;
  const left = rows - told - meaning.length;
  const listRows = Math.max(3, Math.min(stuck.length + 2, left - 1));
  // AWS's words get the rest.
  const wordRows = Math.max(1, left - Math.min(listRows, stuck.length + 1));
  const words = cutRows(plainText(current?.reason ?? ''), wordRows, columns);
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph>{continueWords.what}</Paragraph>
      <Paragraph {...theme.dim}>{continueWords.skip}</Paragraph>
      <Box marginTop={1} flexDirection="column" flexShrink={0}>
        <FilterList
          items={stuck}
          keyOf={({ name }) => name}
          textOf={({ place, type }) => `${place} ${type}`}
          focused
          rows={listRows}
          columns={columns}
          noun="resources"
          onHighlight={setAt}
          empty={<Text {...theme.dim}>AWS does not say which resources are left.</Text>}
          renderRow={({ name, place, type }, { width }) => (
            <Box width={width} flexShrink={0}>
              <Text wrap="truncate">
                {`${skip.includes(name) ? '[skip]' : '[try] '}  ${plainText(place)}  `}
                <Text {...theme.dim}>{resourceWords(type)}</Text>
              </Text>
            </Box>
          )}
        />
      </Box>
      {current ? (
        <Box marginTop={1} flexDirection="column" flexShrink={0}>
          {current.meaning ? <Text {...theme.warn}>{meaning.join('\n')}</Text> : null}
          <Text {...(current.meaning ? theme.dim : theme.warn)}>{words.join('\n')}</Text>
        </Box>
      ) : null}
    </Box>
  );
}
