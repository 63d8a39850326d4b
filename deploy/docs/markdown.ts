/** A Markdown table; cells are escaped, empty ones shown as a dash. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ') || '–').join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** A page that says what it was made from. */
export function page(title: string, source: string, sections: readonly string[]): string {
  return `${[`# ${title}`, `Generated from ${source} by \`npm run docs\`; do not edit.`, ...sections].join('\n\n')}\n`;
}

export function code(text: string): string {
  return `\`${text}\``;
}
