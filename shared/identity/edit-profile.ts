import { badProfile } from './errors.ts';
import { BIO_MOST, NAME_MOST } from './profile-limits.ts';
import { cleanName } from './profile-of.ts';

/** What a person may say of themselves here. Undefined leaves as it is; null takes away (a picture, a bio). */
export type ProfileEdit = {
  displayName?: string | undefined;
  bio?: string | null | undefined;
  avatarUrl?: string | null | undefined;
};

/** Letters that turn the direction of a line or join without being seen: they make one name look like another. */
const UNSEEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
/** Pictures come from the open web: a name with a dot, never this machine or a bare address. */
const HOST = /^(?!.*\.(local|localhost|internal|home|lan)$)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/i;

/** An edit as it will be stored: one line of name, a bio of up to 160 characters, a picture over https. @throws AppError 400 in words */
export function checkProfile(edit: ProfileEdit): ProfileEdit {
  const checked: ProfileEdit = {};
  if (edit.displayName !== undefined) checked.displayName = checkName(edit.displayName);
  if (edit.bio !== undefined) checked.bio = edit.bio === null ? null : checkBio(edit.bio);
  if (edit.avatarUrl !== undefined) checked.avatarUrl = edit.avatarUrl === null ? null : checkPicture(edit.avatarUrl);
  if (Object.keys(checked).length === 0) throw badProfile('There is nothing to change.');
  return checked;
}

function checkName(text: string): string {
  const name = cleanName(text, text.length);
  if (!name) throw badProfile('A name needs at least one character.');
  if ([...name].length > NAME_MOST) throw badProfile(`A name has ${NAME_MOST} characters at most.`);
  if (UNSEEN.test(text)) throw badProfile('A name cannot have characters that nobody sees.');
  return name;
}

function checkBio(text: string): string | null {
  const bio = cleanName(text, text.length);
  if (bio && [...bio].length > BIO_MOST) throw badProfile(`A bio has ${BIO_MOST} characters at most.`);
  return bio;
}

function checkPicture(text: string): string {
  const url = URL.canParse(text) && text.length <= 2_000 ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username || url.password || url.port || !HOST.test(url.hostname)) {
    throw badProfile('A picture is a link that begins with https:// and leads to a public site.');
  }
  return url.href;
}
