import { describe, expect, it } from 'vitest';
import { type RoomInput, stackRoom } from '../../../../components/deployment/stack-room.ts';

const whole: RoomInput = {
  rows: 30,
  highest: 30,
  focused: true,
  told: 0,
  hasStuck: false,
  details: 0,
  outputs: 0,
  wholeOutputs: 0,
  hasAxis: true,
  shown: 6,
  eventRows: 8,
};

describe('the rows of a stack', () => {
  it('go to the resources first, and the events get the rest', () => {
    const few = stackRoom(whole);
    expect(few).toEqual({ isAdvised: true, gap: 1, axisRows: 0, outputs: 0, events: 8, listRows: 18 });
    expect(stackRoom({ ...whole, shown: 20 }).events).toBe(5);
  });

  it('go to outputs, too, if enough are left for the events', () => {
    const few = stackRoom({ ...whole, outputs: 3 });
    expect(few).toMatchObject({ outputs: 3, events: 8, listRows: 13 });
    expect(stackRoom({ ...whole, shown: 16, outputs: 3 }).outputs).toBe(0);
    expect(stackRoom({ ...whole, rows: 60, highest: 60, outputs: 30 }).outputs).toBe(8);
    // Their values are complete if that leaves enough room, else cut.
    expect(stackRoom({ ...whole, outputs: 3, wholeOutputs: 5 }).outputs).toBe(5);
    expect(stackRoom({ ...whole, shown: 10, outputs: 3, wholeOutputs: 8 }).outputs).toBe(3);
    expect(stackRoom({ ...whole, rows: 60, highest: 60, outputs: 3, wholeOutputs: 30 }).outputs).toBe(3);
  });

  it('leave some for events on a high screen, however many resources there are', () => {
    expect(stackRoom({ ...whole, shown: 500 }).events).toBe(4);
    expect(stackRoom({ ...whole, rows: 20, highest: 20, shown: 500 }).events).toBe(4);
    expect(stackRoom({ ...whole, rows: 19, highest: 19, shown: 500 }).events).toBe(0);
    expect(stackRoom({ ...whole, shown: 500, eventRows: 0 }).events).toBe(0);
  });

  it('are never more than needed, down to two for the list', () => {
    for (let rows = 8; rows <= 40; rows++) {
      const { listRows, events, axisRows, gap } = stackRoom({
        ...whole,
        rows,
        highest: rows,
        focused: false,
      });
      expect(2 + gap + axisRows + listRows + (events > 0 ? events + 1 : 0)).toBeLessThanOrEqual(rows);
    }
    expect(stackRoom({ ...whole, rows: 1, highest: 1 }).listRows).toBe(2);
  });

  it('have no blank row before them if it would hide one', () => {
    const low = { ...whole, rows: 9, highest: 9 };
    expect(stackRoom(low).gap).toBe(0);
    expect(stackRoom({ ...low, shown: 5 }).gap).toBe(1);
  });

  it('are fewer with something stuck, connection trouble, or details', () => {
    const { listRows } = stackRoom(whole);
    expect(stackRoom({ ...whole, hasStuck: true }).listRows).toBe(listRows - 2);
    expect(stackRoom({ ...whole, rows: 19, hasStuck: true }).isAdvised).toBe(false);
    expect(stackRoom({ ...whole, told: 1 }).listRows).toBe(listRows - 1);
    expect(stackRoom({ ...whole, details: 3 }).listRows).toBeLessThan(listRows);
  });
});
