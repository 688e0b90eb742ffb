"""Weights are not loaded."""


def load_state_dict_from_url(*arguments, **keywords):
    import torch
    return torch.load('')
