import { describe } from 'vitest';
import { testRecorded } from './support/recorded.ts';

describe('IAM answers as AWS was recorded to', () => testRecorded('iam'));
