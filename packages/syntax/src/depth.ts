/** Whether more brackets are open at once than `limit`, wherever they stand: those in strings and comments count as well. */
export function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // ( [ { open, ) ] } close
    if (code === 40 || code === 91 || code === 123) {
      if (++depth > limit) return true;
    } else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
  }
  return false;
}
