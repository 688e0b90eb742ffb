/** How setting up a TensorFlow or a Python ended. */
export const runtimesMessages = {};
