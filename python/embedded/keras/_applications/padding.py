"""The padding before a convolution with stride 2 that keeps the pictures centred."""
from ..config import image_data_format


def correct_pad(inputs, kernel_size):
    shape = inputs.shape[2:4] if image_data_format() == 'channels_first' else inputs.shape[1:3]
    kernel = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    adjust = (1, 1) if shape[0] is None else (1 - shape[0] % 2, 1 - shape[1] % 2)
    correct = kernel[0] // 2, kernel[1] // 2
    return tuple((one - less, one) for one, less in zip(correct, adjust))
