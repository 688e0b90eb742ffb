/** The output of `skipscope --help`. */
export const usageText = `skipscope list PATH...                     model definitions, with what each needs   [--json]
skipscope inspect FILE[#NAME]              builds, trains a few steps and reports on one model
   --arg NAME=JSON  --input-shape 32,32,3  --no-probe  --steps N  --seeds N  --batch N  --seed N
   --backend auto|tensorflow-gpu|tensorflow|webgpu|wasm|cpu
   --data FILE|FOLDER|FILE#FUNCTION  or  --inputs X.npy --targets Y.npy
   --loss NAME  --optimizer NAME  --learning-rate X  --threshold NAME=VALUE
   --json FILE|-  --html FILE  --sarif FILE  --timeout S  --memory MB  --allow-network
   --python FILE                            real PyTorch of this Python where it knows or measures more
   --try-fixes                              probes again with each edit that could help
   --one-batch                              trains on one batch for up to 20 s, which a sound network learns
skipscope check PATH...                    every model; fails at --fail-on SEVERITY|CODE[,...]
   and the flags of inspect, but --html and --try-fixes
skipscope compare BEFORE.json AFTER.json   what changed between two reports that --json wrote
skipscope experiment [NAME FILE[#MODEL]]   what a skip, depth or a rate is worth; without a name: the list
   --budget 1m|5m|15m  --steps N  --seeds N  --seed N  --batch N  --samples N  --arm ID  --depths N,N  --processes N
   --estimate  --json FILE|-  --csv FILE  --html FILE  --data digits|PLACE
   and the flags of inspect for arguments, loss and optimizer
skipscope profile FILE[#NAME]              time and memory of a training step, per layer
   --batch N  --batches 8,16,32  --memory 8GB  --steps N  --warmup N
   --budget params=5M,macs=300M,step=20ms,peak=2GB   fails where one is broken
   --json FILE|-  --csv FILE|-  --markdown FILE|-  --html FILE
   and the flags of inspect for arguments, data and optimizer
skipscope pin PATH...                      writes the structure of every model to .skipscope.pins.json,
                                           which check then compares with
skipscope backends                         what can run here, and why the others can't       [--json]
   --python FILE                            the Python whose PyTorch is looked at
skipscope watch FILE                       a training of yours that skipscope.watch follows   [--once]
skipscope mcp [FOLDER]                     serves the same to an assistant, over the Model Context Protocol
skipscope setup                            installs TensorFlow for the engine: downloaded, or --link
   --link [--python FILE]  --remove  --verbose                 links it to the TensorFlow of your Python

Help on one command, with each of its flags and an example: skipscope COMMAND --help

Exit codes: 0 fine, 1 findings (check), a broken budget (profile), 2 usage, 3 a model could not be built or probed, 4 the engine failed,
   130 interrupted, 141 nobody read the output.
`;
