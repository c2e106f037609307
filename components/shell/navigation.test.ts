import { describe, expect, it } from 'vitest';
import { entryAt, NAVIGATION, navigationFor } from './navigation';

const labels = (role: Parameters<typeof navigationFor>[0]) => navigationFor(role).map(({ label }) => label);

describe('navigationFor', () => {
  it('shows each role what it may open', () => {
    expect(labels('executive')).toEqual([
      'Home',
      'Scorecard',
      'Unusual',
      'Reports',
      'Rollout',
      'Campaigns',
      'Agents',
      'Decisions',
      'Experiments',
      'Attribution',
      'Segments',
      'Creative',
      'Offers',
      'Service levels',
      'Learning',
      'Policies',
      'Audit log',
    ]);
    expect(labels('approver')).toEqual([
      'Home',
      'Review inbox',
      'Scorecard',
      'Unusual',
      'Reports',
      'Rollout',
      'Campaigns',
      'Agents',
      'Decisions',
      'Customers',
      'Experiments',
      'Attribution',
      'Segments',
      'Creative',
      'Offers',
      'Sandbox inbox',
      'Service levels',
      'Learning',
      'Policies',
      'Suppression list',
    ]);
    expect(labels('marketer')).toContain('Imports');
    expect(labels('marketer')).not.toContain('People');
    expect(labels('admin')).toEqual(NAVIGATION.map(({ label }) => label));
  });
});

describe('entryAt', () => {
  it.each([
    ['/demo', 'Home'],
    ['/demo/inbox', 'Review inbox'],
    ['/demo/inbox/dec_1', 'Review inbox'],
    ['/demo/settings/people', 'People'],
  ])('%s is %s', (path, label) => {
    expect(entryAt(path, 'demo')?.label).toBe(label);
  });

  it('is nothing where no entry leads', () => {
    expect(entryAt('/demo/elsewhere', 'demo')).toBeUndefined();
    expect(entryAt('/demo/inboxes', 'demo')).toBeUndefined();
  });
});
