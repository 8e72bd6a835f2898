import { Box, Text } from 'ink';
import { useState } from 'react';
import { Pane, Room } from '../../../components/frame/pane.tsx';
import { layoutOf, useSpace } from '../../../components/frame/screen-size.ts';
import { useKeyLayer } from '../../../components/keys/key-context.tsx';
import { Choice, InlineChoice } from '../../../components/widgets/choice.tsx';
import { Field } from '../../../components/widgets/field.tsx';
import { KeyValue } from '../../../components/widgets/key-value.tsx';
import { Modal } from '../../../components/widgets/modal.tsx';
import { Steps } from '../../../components/widgets/steps.tsx';

const labelWidth = 22;

/** A step of a flow, with every kind of input. */
export function Form() {
  const { columns, rows } = useSpace();
  const [at, setAt] = useState(2);
  const [framework, setFramework] = useState('react');
  const [dist, setDist] = useState('dist');
  const [secret, setSecret] = useState('hidden');
  const [app, setApp] = useState('javascript');
  useKeyLayer({
    commands: [
      { id: 'form.enter', label: 'next', keys: ['enter'], group: 'Step', footer: 1 },
      { id: 'form.next', label: 'next field', keys: ['tab', 'down'], group: 'Step', footer: 2 },
      { id: 'form.back', label: 'back', keys: ['escape'], group: 'Step', footer: 3 },
    ],
    onCommand: (id) => setAt((at + (id === 'form.next' ? 1 : 0)) % 4),
  });
  const side = layoutOf({ columns, rows: rows + 4 }) === 'two' ? 26 : 0;
  return (
    <Box>
      {side > 0 ? (
        <Pane title="Init" focused={false} columns={side}>
          <Steps
            steps={[
              { id: 'name', label: 'Name', state: 'done', value: 'inventory' },
              { id: 'editor', label: 'Editor', state: 'done', value: 'code' },
              { id: 'framework', label: 'Framework', state: 'now' },
              { id: 'review', label: 'Review', state: 'to-come' },
            ]}
          />
        </Pane>
      ) : null}
      <Room columns={columns - side}>
        <Pane title="How is your app built?" focused>
          <Choice
            options={[
              { value: 'javascript', label: 'JavaScript', note: 'found package.json' },
              { value: 'android', label: 'Android' },
            ]}
            value={app}
            onChange={setApp}
            focused={at === 0}
          />
          <Text> </Text>
          <InlineChoice
            label="Framework"
            labelWidth={labelWidth}
            options={[
              { value: 'react', label: 'react' },
              { value: 'vue', label: 'vue' },
            ]}
            value={framework}
            onChange={setFramework}
            focused={at === 1}
          />
          <Field
            label="Distribution folder"
            labelWidth={labelWidth}
            value={dist}
            onChange={setDist}
            focused={at === 2}
            hint="What gets published."
            problem={dist === '' ? 'Name the folder that your build writes to.' : undefined}
            width={24}
          />
          <Field
            label="Secret"
            labelWidth={labelWidth}
            value={secret}
            onChange={setSecret}
            focused={at === 3}
            masked
            width={24}
          />
          <Text> </Text>
          <KeyValue
            rows={[
              { label: 'as', value: 'arn:aws:iam::111122223333:user/amplify-dev', cut: 'middle' },
              { label: 'in', value: '111122223333', note: 'eu-west-1', tone: 'done' },
            ]}
          />
        </Pane>
      </Room>
    </Box>
  );
}

/** A dialog with a field in it. */
export function MfaDialog({ onClose }: { readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  return (
    <Modal
      title="MFA code"
      width={56}
      commands={[
        { id: 'mfa.enter', label: 'sign in', keys: ['enter'], group: 'Sign in', footer: 1 },
        { id: 'mfa.leave', label: 'leave', keys: ['escape'], group: 'Sign in', footer: 2 },
      ]}
      onCommand={onClose}
    >
      <Text wrap="truncate">bizcorprole role amplify-deploy of Biz Corp</Text>
      <Text> </Text>
      <Field
        label="Code"
        value={code}
        onChange={setCode}
        focused
        width={12}
        maxLength={6}
        clean={(typed) => typed.replace(/\D/g, '')}
      />
    </Modal>
  );
}
