/** So many points of the picture for each of the page: it stands on slides, too. */
const SHARPNESS = 2;

async function decoded(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

const MARGIN = 16;
const LINE = 24;

export interface Drawing {
  /** Where the drawing itself is. */
  svgUrl: string;
  width: number;
  height: number;
  /** What it shows: somebody sees the picture without the page around it. */
  title: string;
  /** What has to be known wherever it is shown; empty for nothing. */
  note: string;
  ink: string;
  ground: string;
  font: string;
}

/** A drawing as a picture that goes on a slide or into a mail, with its title, on the ground it stands on. */
export async function pngOf(drawing: Drawing): Promise<string> {
  const { svgUrl, width, height, title, note, ink, ground, font } = drawing;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return svgUrl;
  const below = note === '' ? 0 : LINE;
  canvas.width = (width + 2 * MARGIN) * SHARPNESS;
  canvas.height = (height + LINE + below + 2 * MARGIN) * SHARPNESS;
  context.scale(SHARPNESS, SHARPNESS);
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(await decoded(svgUrl), MARGIN, MARGIN + LINE, width, height);
  context.fillStyle = ink;
  context.textBaseline = 'top';
  context.font = `600 15px ${font}`;
  context.fillText(title, MARGIN, MARGIN, width);
  context.font = `13px ${font}`;
  context.fillText(note, MARGIN, MARGIN + LINE + height + 8, width);
  return canvas.toDataURL('image/png');
}

/** A name for a file, from what it shows: `Revenue per person: AI` is `revenue-per-person-ai`. */
export function fileNameOf(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return words.slice(0, 8).join('-');
}
