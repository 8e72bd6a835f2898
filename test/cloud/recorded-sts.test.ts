import { describe } from 'vitest';
import { testRecorded } from './support/recorded.ts';

describe('STS answers as AWS was recorded to', () => testRecorded('sts'));
