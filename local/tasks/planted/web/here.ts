export const here = 'web';
