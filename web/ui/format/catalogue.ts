/** The sequence number of a take as it is printed: "No. 0412". */
export function catalogueNumber(number: number | bigint): string {
  return `No. ${number.toString().padStart(4, '0')}`;
}
