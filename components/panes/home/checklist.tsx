import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useState } from 'react';
import type { SessionContext } from '../../../machines/session/types.ts';
import { count } from '../../../src/core/text.ts';
import { accessName } from '../../../src/credentials/access.ts';
import { countUsable } from '../../../src/credentials/option-rows.ts';
import { wordMeanings } from '../../frame/help-words.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { StateMark, type Tone } from '../../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { List, type RowState } from '../../widgets/list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import type { PaneProps } from '../pane-props.ts';
import { Wordmark, wordmarkColumns, wordmarkRows } from './wordmark.tsx';

interface Step {
  readonly name: string;
  readonly tone: Tone;
  readonly state: string;
  /** What Enter does, in a sentence. */
  readonly does: string;
  /** Its word in the footer, if it opens nothing. */
  readonly enter?: string;
  readonly run: () => void;
}

type WordLines = readonly (readonly [word: string, texts: readonly string[]])[];

/** The meanings of the words in these steps. */
function Words({ lines }: { readonly lines: WordLines }) {
  const theme = useTheme();
  return (
    <Box marginTop={1} flexDirection="column">
      {lines.map(([word, texts]) => (
        <Box key={word} height={texts.length}>
          <Box width={wordWidth} flexShrink={0}>
            <Text {...theme.dim}>{word}</Text>
          </Box>
          <Text {...theme.dim}>{texts.join('\n')}</Text>
        </Box>
      ))}
    </Box>
  );
}

const wordWidth = 20;

type Session = PaneProps['session'];
type Known = Pick<SessionContext, 'home' | 'access' | 'identity' | 'cloud'>;

/** Whether AWS can be reached, and with which access. */
function accessStep({ home, access, identity }: Known, session: Session): Step {
  const name = 'AWS access';
  if (access)
    return {
      name,
      tone: 'done',
      state: `${accessName(access.choice)}${identity ? `, account ${identity.account}` : ''}`,
      does: 'Enter shows the profiles and switches.',
      run: () => session.send({ type: 'OPEN_PROFILES' }),
    };
  const profiles = home?.profiles ?? [];
  const usable = countUsable(profiles);
  if (usable > 0)
    return {
      name,
      tone: 'warning',
      state: `${count(usable, 'profile')}, none chosen`,
      does: 'Enter chooses one of your profiles.',
      run: () => session.send({ type: 'OPEN_PROFILES' }),
    };
  return {
    name,
    tone: 'failed',
    state: profiles.length > 0 ? 'no profile here can be used' : 'none',
    does: 'Enter sets it up: with a profile you have, a new user, or keys from the console.',
    run: () => session.send({ type: 'OPEN_CONFIGURE' }),
  };
}

function projectStep({ access }: Known, session: Session): Step {
  return {
    name: 'A project',
    tone: 'waiting',
    state: access ? 'next' : 'after that',
    does: 'Enter creates one here. You can go back at any step; nothing is written until you confirm.',
    run: () => session.send({ type: 'OPEN_INIT' }),
  };
}

function demoStep(session: Session): Step {
  return {
    name: 'Or try it',
    tone: 'none',
    state: 'the demo cloud',
    does: 'Enter starts the demo: no account is needed, nothing of yours is touched. When you quit it, you are back here.',
    enter: 'start the demo',
    run: () => session.send({ type: 'START_DEMO' }),
  };
}

function StepRow({ step, row }: { readonly step: Step; readonly row: RowState }) {
  const theme = useTheme();
  return (
    <Box width={row.width}>
      <Box width={15} flexShrink={0}>
        <Text {...(row.selected ? theme.selection : theme.text)}>{`${row.index + 1}  ${step.name}`}</Text>
      </Box>
      <StateMark tone={step.tone} />
      <Text wrap="truncate">{` ${step.state}`}</Text>
    </Box>
  );
}

/** The way from nothing to a project: each row shows its progress, Enter carries it out. */
export function Checklist({ session, focused }: Pick<PaneProps, 'session'> & { readonly focused: boolean }) {
  const known = useSelector(session, (snapshot) => snapshot.context);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  const first = accessStep(known, session);
  const steps: readonly Step[] = [
    first,
    projectStep(known, session),
    ...(known.cloud.kind === 'demo' ? [] : [demoStep(session)]),
  ];
  const [name, selectRow] = useState(known.access ? 'A project' : 'AWS access');
  const selected = steps.find((step) => step.name === name) ?? first;
  const words = wordMeanings.map(
    ([word, meaning]) => [word, textRows(meaning, columns - wordWidth)] as const,
  );
  const wordRows = words.reduce((sum, [, texts]) => sum + texts.length, 0);
  // Each is shown completely or not at all; explanations come before decoration.
  const needed = steps.length + textRows(selected.does, columns).length;
  const room = rows - needed - 4;
  // The steps and what Enter does come before the heading and the blank rows.
  const isRoomy = rows >= needed + 3;
  const gap = rows > needed ? 1 : 0;
  const explains = room >= wordRows;
  const left = explains ? room - wordRows : room;
  const isNamed = glyphs.unicode && columns >= wordmarkColumns && left >= wordmarkRows;
  return (
    <Box flexDirection="column">
      {isNamed ? <Wordmark /> : null}
      {isRoomy ? <Text wrap="truncate">No Amplify project here yet.</Text> : null}
      <Box marginTop={isRoomy ? 1 : 0} flexShrink={0}>
        <List
          items={steps}
          keyOf={(step) => step.name}
          focused={focused}
          quiet
          columns={columns}
          rows={steps.length}
          initialKey={name}
          onHighlight={(step) => selectRow(step?.name ?? first.name)}
          onSubmit={({ run }) => run()}
          submitLabel={selected.enter ?? 'open'}
          renderRow={(step, row) => <StepRow step={step} row={row} />}
        />
      </Box>
      <Box marginTop={gap}>
        <Paragraph {...theme.dim}>{selected.does}</Paragraph>
      </Box>
      {explains ? <Words lines={words} /> : null}
    </Box>
  );
}
