import { describe } from 'vitest';
import { testRecorded } from './support/recorded.ts';

describe('S3 answers as AWS was recorded to', () => testRecorded('s3'));
