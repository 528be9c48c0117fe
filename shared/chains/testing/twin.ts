/** The same landmark on the other side. Of the body's, left ones are odd; of the face's, 1 to 3 are left and 4 to 6 right. */
export function twin(landmark: number): number {
  if (landmark === 0) return 0;
  if (landmark <= 6) return landmark <= 3 ? landmark + 3 : landmark - 3;
  return landmark % 2 === 1 ? landmark + 1 : landmark - 1;
}
