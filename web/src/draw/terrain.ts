// The ground, painted once by a shader from the grids of the map: heights, cliffs, ramps, what blocks sight.
import { makeCanvas } from "./looks";

const MOST_PIXELS = 4096; // of a side of the painting
const DENSITY = 20, COARSE = 6; // pixels a cell, if it fits; where no graphics card paints

const VERTEX = `#version 300 es
in vec2 corner;
out vec2 cell;
uniform vec2 size;
void main() {
  cell = (corner * 0.5 + 0.5) * size;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

// The grids lie side by side in one picture: (height, walkable, buildable) and (blocks sight, 0, 0).
const FRAGMENT = `#version 300 es
precision highp float;
in vec2 cell;
out vec4 color;
uniform sampler2D grids;
uniform vec2 size;
uniform float lowest;
uniform vec3 low, middle, high;

float hash(vec2 p) {
  p = fract(p * vec2(123.34, 456.21));
  p += dot(p, p + 45.32);
  return fract(p.x * p.y);
}
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
float clouds(vec2 p) {
  float sum = 0.0, weight = 0.5;
  for (int k = 0; k < 5; k++) {
    sum += weight * noise(p);
    p = p * 2.03 + vec2(17.1, 9.2);
    weight *= 0.5;
  }
  return sum;
}
vec3 raw(vec2 at, float page) {
  vec2 inside = clamp(at, vec2(0.5), size - 0.5);
  return texture(grids, vec2((inside.x + page * size.x) / (2.0 * size.x), 1.0 - inside.y / size.y)).rgb;
}
// A grid without its steps: the mean of a ring of places.
vec3 soft(vec2 at, float page, float reach) {
  vec3 sum = raw(at, page) * 2.0;
  for (int k = 0; k < 6; k++) {
    float angle = float(k) * 1.0472;
    sum += raw(at + vec2(cos(angle), sin(angle)) * reach, page);
  }
  return sum / 8.0;
}
float heightAt(vec2 at) { return soft(at, 0.0, 0.7).r * 255.0; }

void main() {
  vec2 bend = vec2(clouds(cell * 0.7) - 0.5, clouds(cell * 0.7 + 40.0) - 0.5);
  vec2 at = cell + bend * 0.75;
  vec3 here = soft(at, 0.0, 0.45);
  float height = heightAt(at);
  vec2 slope = vec2(heightAt(at + vec2(0.35, 0)) - heightAt(at - vec2(0.35, 0)), heightAt(at + vec2(0, 0.35)) - heightAt(at - vec2(0, 0.35)));
  float walk = smoothstep(0.42, 0.58, here.g);
  float level = clamp((height - lowest) / 16.0, -1.0, 2.3);

  float broad = clouds(cell * 0.09), fine = clouds(cell * 1.7), grain = noise(cell * 9.0);
  vec3 ground = level < 1.0 ? mix(low, middle, clamp(level, 0.0, 1.0)) : mix(middle, high, clamp(level - 1.0, 0.0, 1.0));
  ground *= 0.72 + 0.5 * broad + 0.34 * (fine - 0.5) + 0.10 * (grain - 0.5);
  float dust = smoothstep(0.50, 0.72, clouds(cell * 0.22 + 7.0));
  ground = mix(ground, ground * vec3(1.16, 1.07, 0.92) + 0.02, dust * 0.75);
  float cracks = abs(clouds(cell * 0.55 + 3.0) - 0.48);
  ground *= 1.0 - 0.22 * smoothstep(0.014, 0.0, cracks) * smoothstep(0.45, 0.65, broad);
  float pebble = smoothstep(0.86, 0.95, noise(cell * 3.6 + 90.0)) * (1.0 - dust);
  ground *= 1.0 + 0.26 * pebble;

  float ramp = walk * (1.0 - smoothstep(0.35, 0.65, here.b)) * smoothstep(0.35, 1.1, length(slope));
  vec2 down = normalize(slope + 1e-4);
  float steps = 0.5 + 0.5 * sin(dot(cell, down) * 7.0);
  ground = mix(ground, mix(middle, high, 0.75) * (0.86 + 0.28 * steps + 0.2 * (fine - 0.5)), ramp * 0.6);
  float bush = smoothstep(0.35, 0.6, soft(at, 1.0, 0.4).r);
  float leaves = noise(cell * 4.5) * 0.6 + noise(cell * 9.0) * 0.4;
  ground = mix(ground, vec3(0.10, 0.22, 0.11) + leaves * vec3(0.16, 0.26, 0.12), bush * (0.55 + 0.45 * leaves));
  ground += (slope.x * -0.0022 + slope.y * 0.0022) * walk;

  float light = clamp((slope.y - slope.x) * 0.028, -0.12, 0.26);
  float strata = noise(vec2(height * 0.5 + fine * 3.0, cell.x * 0.4 + cell.y * 0.4));
  vec3 rock = mix(vec3(0.19, 0.18, 0.185), vec3(0.30, 0.275, 0.25), strata) * (0.75 + 0.7 * fine) + light;
  float depth = smoothstep(-3.0, -14.0, height - lowest);
  vec3 abyss = vec3(0.020, 0.030, 0.050) + vec3(0.02, 0.035, 0.06) * clouds(cell * 0.18);
  rock = mix(rock, abyss, depth);

  float wide = soft(at, 0.0, 1.7).g;
  ground *= 0.62 + 0.38 * smoothstep(0.45, 0.98, wide);
  rock *= 0.8 + 0.5 * smoothstep(0.0, 0.5, wide);
  float rim = smoothstep(0.30, 0.5, here.g) * (1.0 - smoothstep(0.5, 0.70, here.g));
  vec3 all = mix(rock, ground, walk);
  all = mix(all, all * 0.45 + 0.20 * clamp(light * 3.0, 0.0, 1.0), rim * 0.7);
  color = vec4(all, 1.0);
}`;

type Color = [number, number, number];
const PALETTES: [Color, Color, Color][] = [
  [[0.25, 0.3, 0.34], [0.4, 0.41, 0.37], [0.54, 0.49, 0.4]], // basalt and sand
  [[0.27, 0.24, 0.24], [0.43, 0.36, 0.31], [0.58, 0.47, 0.36]], // rust
  [[0.2, 0.27, 0.25], [0.33, 0.39, 0.3], [0.47, 0.49, 0.35]], // moss
  [[0.26, 0.28, 0.36], [0.4, 0.42, 0.49], [0.56, 0.57, 0.62]], // frost
];

/** Paint the ground of a map; ``grids`` is the picture of its grids, ``digest`` picks its colours. */
export function paintTerrain(grids: HTMLImageElement, width: number, height: number, digest: string): HTMLCanvasElement {
  const canvas = makeCanvas(1, 1);
  const gl = canvas.getContext("webgl2", { preserveDrawingBuffer: true, antialias: false });
  if (!gl) throw new Error("this browser has no WebGL 2");
  const density = Math.min(isSoftware(gl) ? COARSE : DENSITY, MOST_PIXELS / Math.max(width, height));
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  gl.viewport(0, 0, canvas.width, canvas.height);
  const program = gl.createProgram()!;
  for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? "no shader");
  gl.useProgram(program);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, grids);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const corner = gl.getAttribLocation(program, "corner");
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
  const [low, middle, high] = PALETTES[parseInt(digest.slice(0, 2), 16) % PALETTES.length];
  const set = (name: string, values: number[]) => {
    const place = gl.getUniformLocation(program, name);
    if (values.length === 1) gl.uniform1f(place, values[0]);
    else if (values.length === 2) gl.uniform2f(place, values[0], values[1]);
    else gl.uniform3f(place, values[0], values[1], values[2]);
  };
  set("size", [width, height]);
  set("lowest", [lowestGround(grids, width, height)]);
  set("low", low);
  set("middle", middle);
  set("high", high);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  return copy(canvas, gl);
}

/** Whether the processor stands in for a graphics card. */
export function isSoftware(gl: WebGL2RenderingContext): boolean {
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return /swiftshader|llvmpipe|software/i.test(name);
}

/** The painting without its WebGL context, of which browsers allow few. */
function copy(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext): HTMLCanvasElement {
  const kept = makeCanvas(canvas.width, canvas.height);
  kept.getContext("2d")!.drawImage(canvas, 0, 0);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return kept;
}

/** Height of the lowest floor that structures may stand on and that is not a mere patch. */
function lowestGround(grids: HTMLImageElement, width: number, height: number): number {
  const canvas = makeCanvas(width, height);
  const to = canvas.getContext("2d", { willReadFrequently: true })!;
  to.drawImage(grids, 0, 0);
  const { data } = to.getImageData(0, 0, width, height);
  const counts = new Array<number>(256).fill(0);
  let all = 0;
  for (let k = 0; k < data.length; k += 4) {
    if (data[k + 2] < 128) continue;
    counts[data[k]]++;
    all++;
  }
  const found = counts.findIndex((count) => count > all / 50);
  return found < 0 ? 127 : found;
}
