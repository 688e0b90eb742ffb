"""A stand-in for the layers of timm that models of others use."""
__version__ = '1.0.20'


def create_model(model_name, *arguments, **keywords):
    from skipscope.recording.errors import UnknownOperation
    raise UnknownOperation('timm.create_model')
