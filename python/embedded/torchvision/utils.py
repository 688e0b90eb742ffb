"""Pictures are not drawn."""


def _log_api_usage_once(obj):
    return None


def _make_ntuple(x, n):
    return tuple(x) if hasattr(x, '__iter__') else (x,) * n


def make_grid(tensor, *arguments, **keywords):
    return tensor


def save_image(*arguments, **keywords):
    return None


draw_bounding_boxes = draw_segmentation_masks = make_grid
