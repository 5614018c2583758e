const META = '{"type":4,"data":{"href":"https://shop.example/","width":1280,"height":800},"timestamp":1}';

/** A recording whose events follow the size of the page and a small picture of it. */
export function recordingOf(events: readonly string[]): string {
  return `{"version":1,"events":[${[META, newPage({ nodes: 1, timestamp: 2 }), ...events].join(",")}]}`;
}

/** A picture of a page as rrweb writes it, with that many rows. */
export function newPage({ nodes, timestamp }: { nodes: number; timestamp: number }): string {
  const rows = Array.from({ length: nodes / 2 + 1 }, (_row, index) => {
    const id = 10 + 2 * index;
    const text = `{"type":3,"textContent":"Order ${index * 31} of customer ${index * 17}, shipped on day ${index}","id":${id + 1}}`;
    return `{"type":2,"tagName":"div","attributes":{"class":"row item-${index}","data-id":"${index * 7919}"},"childNodes":[${text}],"id":${id}}`;
  });
  const body = `{"type":2,"tagName":"body","attributes":{},"childNodes":[${rows.join(",")}],"id":4}`;
  const html = `{"type":2,"tagName":"html","attributes":{},"childNodes":[${body}],"id":3}`;
  const doctype = '{"type":1,"id":2,"name":"html","publicId":"","systemId":""}';
  const node = `{"type":0,"id":1,"childNodes":[${doctype},${html}]}`;
  return `{"type":2,"data":{"node":${node},"initialOffset":{"top":0,"left":0}},"timestamp":${timestamp}}`;
}
