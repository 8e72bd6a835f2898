import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import {
  cleanProjectName,
  derivedNames,
  parentStackName,
  projectNameProblem,
} from '../../../src/project/names.ts';

const validName = fc.stringMatching(/^[a-zA-Z0-9]{3,20}$/);
const anyDate = fc.date({ min: new Date(2000, 0, 1), max: new Date(2099, 11, 31), noInvalidDate: true });

describe('a project name', () => {
  it.each([
    ['inventory', 'inventory'],
    ['my-app_2', 'myapp2'],
    ['Café Müller', 'CafeMuller'],
    ['', 'app'],
    ['---', 'app'],
    ['x', 'xapp'],
    ['ab', 'abapp'],
    ['日本語', 'app'],
    ['a-very-long-folder-name-indeed', 'averylongfoldernamei'],
  ])('is derived from the folder %j: %s', (folder, name) => {
    expect(cleanProjectName(folder)).toBe(name);
  });

  it('derived from any folder name follows the rule', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (folder) => {
        expect(projectNameProblem(cleanProjectName(folder))).toBeUndefined();
      }),
    );
  });

  it('that follows the rule is not changed', () => {
    fc.assert(
      fc.property(validName, (name) => {
        expect(cleanProjectName(name)).toBe(name);
      }),
    );
  });

  it.each([
    ['', 'Type a name'],
    ['ab', 'at least 3'],
    ['a'.repeat(21), 'by 1 character'],
    ['my-app', 'Leave out -'],
    ['my app', 'Leave out spaces'],
    ['my\u0007app', 'cannot be seen'],
    ['über', 'Leave out ü'],
  ])('%j is refused: %s', (name, text) => {
    expect(projectNameProblem(name)).toContain(text);
  });

  it.each(['abc', '123', 'a'.repeat(20)])('%s is accepted', (name) => {
    expect(projectNameProblem(name)).toBeUndefined();
  });
});

describe('a parent stack', () => {
  const at = new Date(2018, 9, 6, 14, 58, 5);

  it('is named after project and local time, in lower case', () => {
    expect(parentStackName('myAmplifyProject', at)).toBe('myamplifyproject-20181006145805');
  });

  it('starts with a letter', () => {
    expect(parentStackName('123go', at)).toBe('a123go-20181006145805');
  });

  it('avoids the prefixes that S3 reserves', () => {
    expect(parentStackName('Sthree', at)).toBe('asthree-20181006145805');
  });

  it('and everything named after it is accepted by AWS, with no letter lost', () => {
    fc.assert(
      fc.property(validName, anyDate, (name, date) => {
        const stack = parentStackName(name, date);
        const { bucket, authRole, unauthRole } = derivedNames(stack);
        expect(stack).toMatch(/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/);
        expect(stack).toMatch(new RegExp(`^a?${name.toLowerCase()}-\\d{14}$`));
        expect(bucket).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
        expect(bucket).not.toMatch(/^(?:xn--|sthree-|amzn-s3-demo-)/);
        expect(bucket).not.toMatch(/(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/);
        for (const role of [authRole, unauthRole]) expect(role).toMatch(/^[\w+=,.@-]{1,64}$/);
      }),
    );
  });
});

describe('the names derived from a stack', () => {
  it('are those of the Amplify CLI', () => {
    expect(derivedNames('test890-20181006145850')).toEqual({
      bucket: 'test890-20181006145850-deployment',
      authRole: 'test890-20181006145850-authRole',
      unauthRole: 'test890-20181006145850-unauthRole',
    });
  });

  it('fit exactly at 52 characters', () => {
    expect(derivedNames('a'.repeat(52)).bucket).toHaveLength(63);
  });

  it.each(['a'.repeat(53), 'Upper', '1abc', 'abc-', 'a--b', 'a.b', '', 'sthree-configurator'])(
    'are refused for %j',
    (stack) => {
      expect(() => derivedNames(stack)).toThrow(Problem);
    },
  );
});
