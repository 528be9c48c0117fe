// What a test did not stub, or what goes on after it, is refused here: no component test asks the network.
globalThis.fetch = async url => {
  throw new TypeError(`a component test asked for ${url}`);
};
