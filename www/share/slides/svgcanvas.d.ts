declare module 'svgcanvas' {
  /** A drawing context that makes SVG. */
  export const Context: new (
    width: number,
    height: number,
  ) => CanvasRenderingContext2D & { getSvg(): SVGSVGElement; getSerializedSvg(fixNamedEntities?: boolean): string };
}
