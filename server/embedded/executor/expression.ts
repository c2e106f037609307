/**
 * The part of Inngest's expression language (CEL) that the embedded executor knows: paths below `event` and `async`,
 * literals, + == != < <= > >= && || ! and parentheses. A missing path is null, as with Inngest; anything else the
 * language has is refused when the expression is parsed.
 */
export type Expression =
  | { kind: 'literal'; value: unknown }
  | { kind: 'path'; root: 'event' | 'async'; keys: string[] }
  | { kind: 'not'; operand: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression };

type Operator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+';
type Scope = { event: unknown; async?: unknown };

/** Loosest first. */
const PRECEDENCE: Operator[][] = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>='], ['+']];
const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(\|\||&&|==|!=|<=|>=|[<>!+().[\]]))/y;

type Token = { kind: 'text' | 'number' | 'name' | 'symbol'; value: string };

function tokens(source: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim()) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match)
      throw new Error(
        `The expression "${source}" has something that is not understood at "${source.slice(from).trim()}".`,
      );
    const [, text, number, name, symbol] = match;
    if (text !== undefined) found.push({ kind: 'text', value: text.slice(1, -1).replace(/\\(.)/g, '$1') });
    else if (number !== undefined) found.push({ kind: 'number', value: number });
    else if (name !== undefined) found.push({ kind: 'name', value: name });
    else found.push({ kind: 'symbol', value: symbol ?? '' });
  }
  return found;
}

/** Throws, quoting the expression, when it uses what is not supported. */
export function parseExpression(source: string): Expression {
  const input = tokens(source);
  let at = 0;
  const refuse = (): never => {
    const found = input[at]?.value;
    throw new Error(`The expression "${source}" is not supported${found === undefined ? '' : ` at "${found}"`}.`);
  };
  const accept = (...symbols: string[]): string | undefined => {
    const token = input[at];
    if (token?.kind !== 'symbol' || !symbols.includes(token.value)) return undefined;
    at++;
    return token.value;
  };

  function binary(level: number): Expression {
    const operators = PRECEDENCE[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (let operator = accept(...operators); operator; operator = accept(...operators)) {
      left = { kind: 'binary', operator: operator as Operator, left, right: binary(level + 1) };
    }
    return left;
  }
  function unary(): Expression {
    return accept('!') ? { kind: 'not', operand: unary() } : primary();
  }
  function primary(): Expression {
    if (accept('(')) {
      const inner = binary(0);
      return accept(')') ? inner : refuse();
    }
    const token = input[at++];
    if (token?.kind === 'text') return { kind: 'literal', value: token.value };
    if (token?.kind === 'number') return { kind: 'literal', value: Number(token.value) };
    if (token?.kind === 'name') return named(token.value);
    at--;
    return refuse();
  }
  function named(name: string): Expression {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    if (name === 'event' || name === 'async') return { kind: 'path', root: name, keys: keys() };
    at--;
    return refuse();
  }
  function keys(): string[] {
    const found: string[] = [];
    for (let opening = accept('.', '['); opening; opening = accept('.', '[')) {
      const token = input[at++];
      const fits = opening === '.' ? token?.kind === 'name' : token?.kind === 'text' || token?.kind === 'number';
      if (!token || !fits || (opening === '[' && !accept(']'))) {
        at--;
        return refuse();
      }
      found.push(token.value);
    }
    return found;
  }

  const expression = binary(0);
  return at === input.length ? expression : refuse();
}

/** The value at a path of own properties; null where there is none. */
export function valueAt(root: unknown, keys: string[]): unknown {
  let value = root;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return value ?? null;
}

export function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return valueAt(scope[expression.root], expression.keys);
    case 'not':
      return evaluate(expression.operand, scope) !== true;
    case 'binary':
      return combine(expression, scope);
  }
}

function combine({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, scope: Scope): unknown {
  const a = evaluate(left, scope);
  if (operator === '&&') return a === true && evaluate(right, scope) === true;
  if (operator === '||') return a === true || evaluate(right, scope) === true;
  const b = evaluate(right, scope);
  if (operator === '==') return JSON.stringify(a) === JSON.stringify(b);
  if (operator === '!=') return JSON.stringify(a) !== JSON.stringify(b);
  if (operator === '+') return typeof a === 'number' && typeof b === 'number' ? a + b : `${a ?? ''}${b ?? ''}`;
  return compare(operator, a, b);
}

function compare(operator: '<' | '<=' | '>' | '>=', a: unknown, b: unknown): boolean {
  const comparable =
    (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
  if (!comparable) return false;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

/**
 * What an arriving event must hold for the expression to be true, when that is plain: `async.<path> == <known>`, alone
 * or as a part of a conjunction. Waits are found by it instead of being tried one after the other.
 */
export function requiredOfAsync(
  expression: Expression,
  event: unknown,
): { path: string[]; value: unknown } | undefined {
  if (expression.kind !== 'binary') return undefined;
  if (expression.operator === '&&') {
    return requiredOfAsync(expression.left, event) ?? requiredOfAsync(expression.right, event);
  }
  if (expression.operator !== '==') return undefined;
  for (const [side, other] of [
    [expression.left, expression.right],
    [expression.right, expression.left],
  ] as const) {
    if (side.kind === 'path' && side.root === 'async' && !mentionsAsync(other)) {
      return { path: side.keys, value: evaluate(other, { event }) };
    }
  }
  return undefined;
}

function mentionsAsync(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return false;
    case 'path':
      return expression.root === 'async';
    case 'not':
      return mentionsAsync(expression.operand);
    case 'binary':
      return mentionsAsync(expression.left) || mentionsAsync(expression.right);
  }
}
