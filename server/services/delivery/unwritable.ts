import { ServiceError } from '../../errors';

/** One message that cannot be written for one customer; the words say what to mend. Others are not touched by it. */
export class Unwritable extends ServiceError {
  constructor(message: string) {
    super('invalid', message);
  }
}
