/** Before the link to a reader's preferences, in messages that carry text alone: short, for an SMS is paid by its length. */
export const CHOICES = 'Choices';
