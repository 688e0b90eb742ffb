"""Values that parameters of public models mostly have, by the name of the parameter."""

COUNTS = {
    10: 'num_classes n_classes n_class classes nclass num_class nb_classes class_num output_dim output_size code_dim n_out num_labels out_size nOut n_actions num_actions action_dim',
    3: 'in_channels n_channels in_ch input_channels channels in_chans img_ch nc in_c input_nc image_channels kernel_size k ks kernel img_channels input_nc channels_in n_colors in_channel_img img_c',
    2: 'num_layers n_layers depth nlayers layers num_blocks n_blocks num_residual_blocks scale_factor upscale_factor upscale n_layer blocks num_res_blocks num_encoder_layers num_decoder_layers scale spatial_dims num_spatial_dims n_spatial_dims ndim n_dims',
    4: 'nhead num_heads heads n_head reduction reduction_ratio expansion n_heads head_num num_head attention_heads num_attention_heads nheads expand_ratio ratio groups_norm r mlp_ratio window',
    1: 'out_ch output_ch stride groups dilation ngpu output_nc out_nc padding s num_groups g batch_size p d',
    32: 'input_dim growth_rate in_features input_size num_init_features gr state_dim n_features num_groups_norm',
    64: ('hidden_size hidden_dim embed_dim embedding_dim d_model embed_size d_in dim in_planes planes inplanes out_planes inp oup channel in_channel '
         'out_channel out_channels hidden_channels n_hidden nhid ninp ngf ndf num_filters filters features nFeat in_dim out_dim in_size '
         'input_planes hidden n_embd nf num_feat n_feats hid_dim emb_dim emb_size h_dim c1 c2 c ch_in ch_out F_g F_l F_int in_filters '
         'out_filters in_feat out_feat n_units dim_in dim_out d_embed base_channels embedding_size inner_dim query_dim num_features ch nfeat '
         'd_hidden num_channels embed_dims feature_dim input_channel output_channel cin cout in_feats out_feats width mid_channels latent_size '
         'context_dim inner_channels middle_channels feat_dim c_in c_out dim_inner encoder_dim decoder_dim'),
    128: 'd_inner d_hid mlp_dim dim_feedforward d_ff hidden_features ff_dim feedforward_channels d_latent feedforward_dim ffn_dim mlp_hidden_dim',
    16: 'd_k d_v dim_head patch_size image_patch_size frames seq_len sequence_length seq_length head_dim num_frames n_patches d_head max_frames num_patches',
    100: 'latent_dim z_dim nz noise_dim num_timesteps timesteps num_queries n_steps',
    224: 'image_size img_size input_resolution',
    1000: 'vocab_size n_vocab n_src_vocab n_trg_vocab ntoken num_embeddings src_vocab_size tgt_vocab_size num_tokens n_tokens vocabulary_size n_token src_vocab trg_vocab num_words',
    512: 'max_len max_seq_len block_size max_length max_position_embeddings max_seq_length context_length',
}
# Entries of the configurations of transformers, as their libraries name them.
SETTINGS = {
    'num_hidden_layers': 2, 'intermediate_size': 128, 'type_vocab_size': 2, 'layer_norm_eps': 1e-5, 'layer_norm_epsilon': 1e-5, 'rms_norm_eps': 1e-6,
    'norm_eps': 1e-5, 'hidden_act': 'gelu', 'activation_function': 'gelu', 'position_embedding_type': 'absolute', 'pad_token_id': 0, 'bos_token_id': 1,
    'eos_token_id': 2, 'chunk_size_feed_forward': 0, 'initializer_range': 0.02, 'gradient_checkpointing': False, 'num_key_value_heads': 4,
    'rope_theta': 10000.0, 'rope_scaling': None, 'layerdrop': 0.0, 'resid_pdrop': 0.1, 'embd_pdrop': 0.1, 'attn_pdrop': 0.1, 'n_positions': 512, 'n_ctx': 512,
    'n_inner': None, 'scale_attn_weights': True, 'scale_attn_by_inverse_layer_idx': False, 'reorder_and_upcast_attn': False, 'problem_type': None,
    'pruned_heads': {}, 'classifier_dropout': None, 'word_embed_proj_dim': 64, 'encoder_width': 64, 'ffn_dim': 128, 'pretraining_tp': 1,
    'attention_bias': False, 'max_source_positions': 512, 'max_target_positions': 512, 'num_hidden_groups': 1, 'label2id': {}, 'id2label': {},
    'return_dict': True, 'layer_scale_init_value': 1e-6,
}
VOCABULARIES = frozenset(COUNTS[1000].split())
GUESSES = {name: value for value, names in COUNTS.items() for name in names.split()}
GUESSES.update({
    'dropout': 0.1, 'drop': 0.1, 'dropout_rate': 0.1, 'drop_rate': 0.0, 'dropout_prob': 0.1, 'drop_prob': 0.1, 'dropout_p': 0.1,
    'temperature': 1.0, 'alpha': 1.0, 'beta': 1.0, 'gamma': 1.0, 'eps': 1e-5, 'momentum': 0.1, 'dropout_ratio': 0.1,
    'width_mult': 1.0, 'width_multiplier': 1.0, 'src_pad_idx': 0, 'trg_pad_idx': 0, 'pad_idx': 0, 'padding_idx': 0,
    'rnn_type': 'LSTM', 'input_shape': (3, 256, 256), 'img_shape': (1, 28, 28), 'image_shape': (3, 224, 224), 'fmap_size': (14, 14),
    'frame_patch_size': 2, 'downsample': None, 'bilinear': True, 'bias': True, 'pretrained': False, 'aux': False, 'device': 'cpu', 'weights': None,
    'frame_size': 2, 'window_size': 7, 'shift_size': 0, 'qkv_bias': True, 'use_bias': True, 'norm': True, 'activation': 'relu',
    'input_resolution': (14, 14), 'bidirectional': False, 'resolution': (14, 14), 'is_training': True, 'training': True, 'normalize': True,
    'kwargs': {}, 'pretrain': False, 'logger': None, 'mode': 'bilinear', 'name': 'resnet18', 'backbone_name': 'resnet18', 'arch': 'resnet18',
})
