"""`torch.autograd.functional`: not known."""
from .._missing import Missing

jacobian, hessian, vjp, jvp, hvp, vhp = (Missing('torch.autograd.functional.' + name) for name in ('jacobian', 'hessian', 'vjp', 'jvp', 'hvp', 'vhp'))
