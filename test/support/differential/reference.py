"""Loss and gradients of random networks, computed by PyTorch's autograd.

Reads one network a line from stdin (see `described.ts`) and writes, a line each, what float64 gives, and how
far PyTorch's own float32 is from it, as a share of what is allowed: `python3 reference.py < networks.jsonl > expected.jsonl`.
"""
import base64
import json
import math
import sys

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
CONV = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
TRANSPOSED = {2: F.conv_transpose2d, 3: F.conv_transpose3d}
MAX_POOL = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
AVG_POOL = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}


def tensor(stored, dtype):
    raw = torch.frombuffer(bytearray(base64.b64decode(stored["float32"])), dtype=torch.float32)
    return raw.reshape(stored["shape"]).to(dtype)


def each(value, rank):
    return value if isinstance(value, list) else [value] * rank


def first(x):
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def padded(x, config, sizes, strides, dilation, value=0.0):
    """`same` as TensorFlow pads: what is odd goes behind."""
    if config.get("padding", "valid") != "same":
        return x
    pads = []
    for n, k, s, d in zip(x.shape[2:], sizes, strides, dilation):
        total = max((math.ceil(n / s) - 1) * s + (k - 1) * d + 1 - n, 0)
        pads = [total // 2, total - total // 2] + pads
    return F.pad(x, pads, value=value)


ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": torch.relu,
    "relu6": lambda x: torch.clamp(torch.relu(x), max=6),
    "elu": F.elu,
    "selu": F.selu,
    "sigmoid": torch.sigmoid,
    "hardSigmoid": lambda x: torch.clamp(0.2 * x + 0.5, 0, 1),
    "tanh": torch.tanh,
    "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
    "softsign": F.softsign,
    "swish": F.silu,
    "mish": F.mish,
    "gelu": F.gelu,
    "softmax": lambda x: torch.softmax(x, -1),
}


def act(config, x, key="activation", default="linear"):
    return ACTIVATIONS[config.get(key, default)](x)


def bias(x, weights):
    return x + weights[0] if weights else x


def conv(rank):
    def run(config, weights, x):
        kernel = weights[0]
        sizes = list(kernel.shape[:rank])
        strides, dilation = each(config.get("strides", 1), rank), each(config.get("dilationRate", 1), rank)
        x = padded(first(x), config, sizes, strides, dilation)
        turned = kernel.permute(rank + 1, rank, *range(rank)).contiguous()
        y = last(CONV[rank](x, turned, stride=strides, dilation=dilation))
        return act(config, bias(y, weights[1:]))
    return run


def depthwise(config, kernel, x):
    kh, kw, channels, multiplier = kernel.shape
    strides, dilation = each(config.get("strides", 1), 2), each(config.get("dilationRate", 1), 2)
    x = padded(first(x), config, [kh, kw], strides, dilation)
    turned = kernel.permute(2, 3, 0, 1).reshape(channels * multiplier, 1, kh, kw).contiguous()
    return last(F.conv2d(x, turned, stride=strides, dilation=dilation, groups=channels))


def depthwise_conv(config, weights, x):
    return act(config, bias(depthwise(config, weights[0], x), weights[1:]))


def separable_conv(config, weights, x):
    return act(config, bias(depthwise(config, weights[0], x) @ weights[1][0, 0], weights[2:]))


def transposed(rank):
    def run(config, weights, x):
        kernel = weights[0]
        sizes, strides = list(kernel.shape[:rank]), each(config.get("strides", 1), rank)
        turned = kernel.permute(rank + 1, rank, *range(rank)).contiguous()
        y = TRANSPOSED[rank](first(x), turned, stride=strides)
        for axis, (n, k, s) in enumerate(zip(x.shape[1:], sizes, strides), start=2):
            same = config.get("padding", "valid") == "same"
            wanted = n * s if same else n * s + max(k - s, 0)
            before = max(k - s, 0) // 2 if same else 0
            pads = [0, 0] * (y.dim() - 1 - axis) + [0, max(before + wanted - y.shape[axis], 0)]
            y = F.pad(y, pads).narrow(axis, before, wanted)
        return act(config, bias(last(y), weights[1:]))
    return run


def pool(rank, largest):
    def run(config, weights, x):
        sizes = each(config["poolSize"], rank)
        strides = each(config["strides"], rank)
        ones = [1] * rank
        x = first(x)
        if largest:
            return last(MAX_POOL[rank](padded(x, config, sizes, strides, ones, -math.inf), sizes, strides))
        share = AVG_POOL[rank](padded(torch.ones_like(x), config, sizes, strides, ones), sizes, strides)
        return last(AVG_POOL[rank](padded(x, config, sizes, strides, ones), sizes, strides) / share)
    return run


def batch_norm(config, weights, x):
    axes = list(range(x.dim() - 1))
    centred = x - x.mean(axes, keepdim=True)
    spread = torch.sqrt((centred * centred).mean(axes, keepdim=True) + config.get("epsilon", 1e-3))
    return centred / spread * weights[0] + weights[1]


def layer_norm(config, weights, x):
    centred = x - x.mean(-1, keepdim=True)
    spread = torch.sqrt((centred * centred).mean(-1, keepdim=True) + config.get("epsilon", 1e-3))
    return centred / spread * weights[0] + weights[1]


def p_relu(config, weights, x):
    return torch.where(x > 0, x, weights[0] * x)


def lstm_step(config, weights, x, state):
    h, c = state
    kernel, recurrent, offset = weights
    i, f, g, o = torch.chunk(x @ kernel + h @ recurrent + offset, 4, -1)
    return lstm_gates(config, (i, f, g, o), c)


def lstm_gates(config, gates, c):
    i, f, g, o = gates
    gate = lambda z: act(config, z, "recurrentActivation", "hardSigmoid")
    c = gate(f) * c + gate(i) * act(config, g, default="tanh")
    return gate(o) * act(config, c, default="tanh"), c


def gru_step(config, weights, x, state):
    h, _ = state
    kernel, recurrent, offset = weights
    u = h.shape[-1]
    gate = lambda z: act(config, z, "recurrentActivation", "hardSigmoid")
    x = x @ kernel + offset
    z = gate(x[:, :u] + h @ recurrent[:, :u])
    r = gate(x[:, u:2 * u] + h @ recurrent[:, u:2 * u])
    new = act(config, x[:, 2 * u:] + (r * h) @ recurrent[:, 2 * u:], default="tanh")
    return z * h + (1 - z) * new, _


def rnn_step(config, weights, x, state):
    h, _ = state
    kernel, recurrent, offset = weights
    return act(config, x @ kernel + h @ recurrent + offset, default="tanh"), _


def over_time(config, x, state, step):
    times = range(x.shape[1])
    outputs = []
    for t in reversed(times) if config.get("goBackwards") else times:
        state = step(x[:, t], state)
        outputs.append(state[0])
    return torch.stack(outputs, 1) if config.get("returnSequences") else outputs[-1]


def recurrent(step):
    def run(config, weights, x):
        zeros = x.new_zeros(x.shape[0], weights[1].shape[0])
        return over_time(config, x, (zeros, zeros), lambda xt, state: step(config, weights, xt, state))
    return run


def conv_lstm(config, weights, x):
    kernel, turned, offset = weights
    plain = {key: config[key] for key in ("strides", "padding") if key in config}
    apply = lambda xt: conv(2)(plain, [kernel, offset], xt)
    zeros = torch.zeros_like(apply(x[:, 0])[..., : turned.shape[2]])

    def step(xt, state):
        h, c = state
        total = apply(xt) + conv(2)({"padding": "same"}, [turned], h)
        return lstm_gates(config, torch.chunk(total, 4, -1), c)
    return over_time(config, x, (zeros, zeros), step)


def bidirectional(config, weights, x):
    inner, half = config["layer"], len(weights) // 2
    run = LAYERS[inner["kind"]]
    there = run(inner["config"], weights[:half], x)
    back = run({**inner["config"], "goBackwards": True}, weights[half:], x)
    if inner["config"].get("returnSequences"):
        back = back.flip(1)
    how = config["mergeMode"]
    if how == "concat":
        return torch.cat([there, back], -1)
    return {"sum": there + back, "ave": (there + back) / 2, "mul": there * back}[how]


def time_distributed(config, weights, x):
    inner = config["layer"]
    flat = LAYERS[inner["kind"]](inner["config"], weights, x.flatten(0, 1))
    return flat.reshape(*x.shape[:2], *flat.shape[1:])


def dot(config, weights, x, y):
    a, b = config["axes"]
    if x.dim() == 2:
        return (x * y).sum(-1, keepdim=True)
    return x.movedim(a, 2) @ y.movedim(b, 1)


def zero_padding(config, weights, x):
    (top, bottom), (left, right) = config["padding"]
    return F.pad(x, [0, 0, left, right, top, bottom])


def cropping(config, weights, x):
    (top, bottom), (left, right) = config["cropping"]
    return x[:, top: x.shape[1] - bottom, left: x.shape[2] - right]


def folded(combine):
    def run(config, weights, *xs):
        y = xs[0]
        for x in xs[1:]:
            y = combine(y, x)
        return y
    return run


def upsampling(config, weights, x):
    rows, columns = config["size"]
    return x.repeat_interleave(rows, 1).repeat_interleave(columns, 2)


def dense(config, weights, x):
    return act(config, bias(x @ weights[0], weights[1:]))


LAYERS = {
    "dense": dense,
    "conv1d": conv(1), "conv2d": conv(2), "conv3d": conv(3),
    "conv2dTranspose": transposed(2), "conv3dTranspose": transposed(3),
    "depthwiseConv2d": depthwise_conv, "separableConv2d": separable_conv,
    "maxPooling1d": pool(1, True), "maxPooling2d": pool(2, True), "maxPooling3d": pool(3, True),
    "averagePooling1d": pool(1, False), "averagePooling2d": pool(2, False), "averagePooling3d": pool(3, False),
    "globalAveragePooling1d": lambda c, w, x: x.mean(1),
    "globalAveragePooling2d": lambda c, w, x: x.mean((1, 2)),
    "globalMaxPooling1d": lambda c, w, x: x.amax(1),
    "globalMaxPooling2d": lambda c, w, x: x.amax((1, 2)),
    "batchNormalization": batch_norm, "layerNormalization": layer_norm,
    "activation": lambda c, w, x: act(c, x),
    "reLU": lambda c, w, x: torch.clamp(torch.relu(x), max=c.get("maxValue", math.inf)),
    "leakyReLU": lambda c, w, x: torch.where(x > 0, x, c["alpha"] * x),
    "elu": lambda c, w, x: torch.where(x > 0, x, c["alpha"] * torch.expm1(torch.clamp(x, max=0))),
    "prelu": p_relu,
    "softmax": lambda c, w, x: torch.softmax(x, c["axis"]),
    "rescaling": lambda c, w, x: x * c["scale"] + c["offset"],
    "simpleRNN": recurrent(rnn_step), "lstm": recurrent(lstm_step), "gru": recurrent(gru_step),
    "convLstm2d": conv_lstm, "bidirectional": bidirectional, "timeDistributed": time_distributed,
    "embedding": lambda c, w, x: w[0][x.long()],
    "flatten": lambda c, w, x: x.flatten(1),
    "reshape": lambda c, w, x: x.reshape(x.shape[0], *c["targetShape"]),
    "permute": lambda c, w, x: x.permute(0, *c["dims"]),
    "repeatVector": lambda c, w, x: x[:, None].expand(-1, c["n"], -1),
    "zeroPadding2d": zero_padding, "cropping2D": cropping, "upSampling2d": upsampling,
    "add": folded(torch.add), "multiply": folded(torch.mul),
    "average": lambda c, w, *xs: sum(xs) / len(xs),
    "maximum": folded(lambda a, b: torch.where(a >= b, a, b)),
    "minimum": folded(lambda a, b: torch.where(a <= b, a, b)),
    "concatenate": lambda c, w, *xs: torch.cat(xs, c["axis"]),
    "dot": dot,
}


def probability(p):
    return torch.clamp(p, 1e-7, 1 - 1e-7)


LOSSES = {
    "meanSquaredError": lambda t, p: (t - p) ** 2,
    "meanAbsoluteError": lambda t, p: torch.abs(t - p),
    "logcosh": lambda t, p: torch.logaddexp(p - t, t - p) - math.log(2),
    "hinge": lambda t, p: torch.relu(1 - t * p),
    "squaredHinge": lambda t, p: torch.relu(1 - t * p) ** 2,
    "poisson": lambda t, p: p - t * torch.log(p + 1e-7),
    "binaryCrossentropy": lambda t, p: -(t * torch.log(probability(p)) + (1 - t) * torch.log(probability(1 - p))),
    "categoricalCrossentropy": lambda t, p: -(t * torch.log(probability(p))).sum(-1),
    "sparseCategoricalCrossentropy": lambda t, p: -torch.log(probability(p).gather(-1, t.long())),
    "kullbackLeiblerDivergence": lambda t, p: (probability(t) * torch.log(probability(t) / probability(p))).sum(-1),
}


def norms(gradient):
    if gradient is None:
        return [0.0, 0.0]
    return [gradient.double().norm().item(), gradient.double().abs().max().item()]


def evaluate(network, dtype):
    outputs, edges, weights = {}, {}, {}
    loss = torch.zeros((), dtype=dtype)
    for stored in network["inputs"]:
        outputs[stored["name"]] = tensor(stored["values"], dtype).requires_grad_(not stored["isInteger"])
    for layer in network["layers"]:
        name, config = layer["name"], layer["config"]
        own = [tensor(stored, dtype).requires_grad_() for stored in layer["weights"]]
        weights[name] = own
        taps = []
        for slot, source in enumerate(layer["inbound"]):
            x = outputs[source]
            taps.append(x * 1 if x.requires_grad else x)
            if x.requires_grad:
                taps[-1].retain_grad()
                edges[f"{name}:{slot}"] = taps[-1]
        outputs[name] = LAYERS[layer["kind"]](config, own, *taps)
        penalty = config.get("kernelRegularizer")
        if penalty:
            loss = loss + penalty["l2"] * (own[0] ** 2).sum()
    for output in network["outputs"]:
        target = tensor(output["target"], dtype)
        loss = loss + LOSSES[output["loss"]](target, outputs[output["layer"]]).mean()
    loss.backward()
    return {
        "loss": loss.item(),
        "weights": {name: [norms(w.grad) for w in own] for name, own in weights.items() if own},
        "edges": {key: norms(tap.grad) for key, tap in edges.items()},
        "means": {layer["name"]: outputs[layer["name"]].mean().item() for layer in network["layers"]},
    }


def figures(result):
    for key, values in result["weights"].items():
        for at, pair in enumerate(values):
            yield from ((f"{key}#{at}.{i}", value) for i, value in enumerate(pair))
    for key, pair in result["edges"].items():
        yield from ((f"{key}.{i}", value) for i, value in enumerate(pair))


def main():
    for line in sys.stdin:
        network = json.loads(line)
        exact = evaluate(network, torch.float64)
        rounded = dict(figures(evaluate(network, torch.float32)))
        largest = max((value for _, value in figures(exact)), default=0)
        room = lambda value: 1e-4 * value + 1e-6 * largest + 1e-30
        drift = max((abs(rounded[key] - value) / room(value) for key, value in figures(exact)), default=0)
        print(json.dumps({"seed": network["seed"], "drift": drift, **exact}), flush=True)


main()
