import { describe } from 'vitest';
import { testRecorded } from './support/recorded.ts';

describe('CloudFormation answers as AWS was recorded to', () => testRecorded('cloudformation'));
